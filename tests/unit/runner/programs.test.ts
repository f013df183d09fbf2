import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { install, npm } from '../../../examples/start/programs.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-npm-'));
  // stands for npm: says how it was called
  const cli = join(folder, 'npm-cli.cjs');
  writeFileSync(cli, 'console.log(process.argv.slice(2).join(" ")); process.exit(process.argv[2] === "ci" ? 0 : 3)');
  vi.stubEnv('npm_execpath', cli);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('packages that build and test are installed in an environment for production too', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const { code, output } = await install(folder);
  expect(code).toBe(0);
  expect(output).toMatch(/^ci .*--include=dev/);
});

it('a failed command is a result with its output', async () => {
  expect(await npm(folder, 'run', 'build')).toEqual({ code: 3, output: 'run build' });
});
