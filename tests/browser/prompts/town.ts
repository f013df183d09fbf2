import { join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { UserOptions } from '../../../src/options';
import { chromium } from '../../support/chromium';
import { type CollectorProcess, collectorProcess } from '../../support/collector-process';
import { brokenFatigueRules } from '../../support/fatigue';
import { type Origin, serveFiles } from '../../support/origins';
import { compareRecords, storedHistory, toldHistory } from './history';
import { live } from './life';
import type { Told, Visitor } from './page';
import { EXCLUDED, type PlannedVisit, RELATIONSHIP } from './plan';

export const DIST = join(import.meta.dirname, '../../../dist');
/** As in src/triggers/prompts.ts: a visit's last activity is written down no more often than this. */
const NOTE_MS = 6e4;

export interface LifeOfOne {
  /** Also the project's name. */
  name: string;
  plan: PlannedVisit[];
  options?: Partial<UserOptions>;
  visitor?: Visitor;
  /** The folder of another build. */
  dist?: string;
}

export interface Outcome {
  /** By what the pages told, and by what the collector stored. */
  broken: { told: string[]; stored: string[] };
  /** What the collector has not, and what nobody told of. */
  records: { missing: string[]; unexpected: string[] };
  stored: number;
  prompts: { [survey: string]: number };
  /** How often what spoke against a prompt. */
  against: { [reason: string]: number };
  /** Loads of a page with Earshot. */
  pages: number;
  errors: string[];
}

const count = (names: (string | undefined)[]) => {
  const counts: { [name: string]: number } = {};
  for (const name of names) if (name) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

/** One browser, and the real collector with a project for each of the lives. */
export function useTown(names: string[]) {
  let browser: Browser;
  let collector: CollectorProcess;
  const files = new Map<string, Origin>();

  beforeAll(async () => {
    collector = await collectorProcess(names, ['*']);
    const { executablePath, args, env } = await chromium();
    browser = await playwright.launch({ executablePath, args, env: env as Record<string, string>, headless: true });
  });
  afterAll(async () => {
    await browser?.close();
    await collector?.close();
    for (const origin of files.values()) await origin.close();
  });

  /** What the collector has, once it has everything that the pages told of, or after 20 s. */
  const storedOf = async (project: string, told: Told[], granted: boolean) => {
    for (let tries = 0; ; tries++) {
      const rows = await collector.rows(project);
      const records = compareRecords(told, granted, rows);
      if (!records.missing.length || tries === 400) return { rows, records };
      await new Promise((later) => setTimeout(later, 50));
    }
  };

  return async ({ name, plan, options = {}, visitor = {}, dist = DIST }: LifeOfOne): Promise<Outcome> => {
    if (!files.has(dist)) files.set(dist, await serveFiles(dist));
    const settings = { consent: 'granted' as const, quietDays: 90, ...options };
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    try {
      const { told, pages } = await live(context, {
        plan,
        scripts: files.get(dist)!.url,
        endpoint: `${collector.url}/v1/submissions`,
        project: name,
        options: settings,
        visitor,
      });
      const { rows, records } = await storedOf(name, told, settings.consent === 'granted');
      const rules = {
        quietDays: settings.quietDays,
        relationship: RELATIONSHIP,
        excludeUrls: [EXCLUDED],
        noteMs: NOTE_MS,
      };
      const active = toldHistory(told).filter(({ is }) => is === 'active');
      const prompts = told.filter(({ type, trigger }) => type === 'open' && trigger === 'prompt');
      return {
        broken: {
          told: brokenFatigueRules(toldHistory(told), rules),
          stored: brokenFatigueRules([...active, ...storedHistory(rows)], rules),
        },
        records,
        stored: rows.length,
        prompts: count(prompts.map(({ survey }) => survey)),
        against: count(told.map(({ type, code }) => (type === 'decided' ? code : undefined))),
        pages,
        errors: told.flatMap(({ type, code, survey }) => (type === 'error' ? [`${code} ${survey}`] : [])),
      };
    } finally {
      await context.close();
    }
  };
}
