import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { collectorProcess } from './collector-process';

declare module 'vitest' {
  interface ProvidedContext {
    /** One collector for a whole run; a test claims a project in the folder `claims`. */
    collector: { url: string; claims: string };
  }
}

export const PROJECTS = Array.from({ length: 500 }, (_, index) => `fault-${index + 1}`);

/** Starts the collector that all fault tests share: each start of its database costs seconds. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const collector = await collectorProcess(PROJECTS, ['*', 'null']);
  const claims = mkdtempSync(join(tmpdir(), 'earshot-claims-'));
  provide('collector', { url: collector.url, claims });
  return async () => {
    await collector.close();
    rmSync(claims, { recursive: true, force: true });
  };
}
