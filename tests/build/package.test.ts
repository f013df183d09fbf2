import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const pkg = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const run = promisify(execFile);

/** Packing builds first. Here it is built, and other tests read it. */
const NOT_AGAIN = { ...process.env, npm_config_ignore_scripts: 'true' };

describe('The npm package', () => {
  it('has nothing that publint objects to', async () => {
    const { messages } = await publint({ pkgDir: root, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  it('has types that attw resolves from ESM and from bundlers', async () => {
    const attw = path.join(root, 'node_modules/.bin/attw');
    // The script tags and the worker's file are files to serve, not modules to import: they have no types.
    const scripts = [
      '--exclude-entrypoints',
      './earshot.js',
      './earshot.full.js',
      './earshot.webview.js',
      './earshot.worker.js',
      './earshot.surveys.js',
    ];
    const { stdout } = await run(attw, ['--pack', root, '--profile', 'esm-only', '--format', 'json', ...scripts], {
      maxBuffer: 1 << 26,
      env: NOT_AGAIN,
    });
    const { analysis } = JSON.parse(stdout);
    const kinds = ['node16-esm', 'bundler'];
    const problems = analysis.problems.filter(
      ({ resolutionKind }: { resolutionKind?: string }) => !resolutionKind || kinds.includes(resolutionKind),
    );
    expect(problems).toEqual([]);
    for (const entry of ['.', './contract']) {
      for (const kind of kinds) {
        const { resolution } = analysis.entrypoints[entry].resolutions[kind];
        expect(resolution.fileName, `${entry} by ${kind}`).toMatch(/\.d\.ts$/);
      }
    }
  });

  it('needs nothing at run time and ships only what was built', async () => {
    expect(pkg.dependencies ?? {}).toEqual({});
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
    const files: string[] = JSON.parse(stdout)[0].files.map(({ path: file }: { path: string }) => file);
    for (const file of [
      'dist/earshot.js',
      'dist/earshot.full.js',
      'dist/earshot.webview.js',
      'dist/earshot.worker.js',
      'dist/index.js',
      'dist/contract.js',
    ])
      expect(files).toContain(file);
    for (const file of ['dist/integrity.json', 'dist/schema/record.json', 'LICENSE', 'NOTICE'])
      expect(files).toContain(file);
    expect(files.filter((file) => !/^(dist\/|package\.json$|README\.md$|LICENSE$|NOTICE$)/.test(file))).toEqual([]);
  });

  it('is built anew by whoever packs or publishes it', () => {
    expect(pkg.scripts.prepack).toBe('npm run build');
  });

  it('offers only files that are there', () => {
    const targets = Object.values(pkg.exports as Record<string, string | Record<string, string>>).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    expect(targets.filter((target) => !existsSync(path.join(root, target.replace(/\/\*.*$/, ''))))).toEqual([]);
  });

  it('imports on a server and does nothing there', async () => {
    const script = `
      const { createFeedback, defineSurvey } = await import('earshot');
      const feedback = createFeedback({ endpoint: 'https://feedback.example/v1/submissions', project: 'shop' });
      const nothing = [await feedback.open(), await feedback.close()];
      const { ok, code } = await feedback.submit({ text: 'x' });
      (await feedback.on('sent', () => {}))();
      feedback.destroy();
      if (ok || code !== 'error' || nothing.some((it) => it !== undefined)) throw new Error('it did something');
      const { parseRecord } = await import('earshot/contract');
      console.log(typeof defineSurvey, parseRecord({}).ok);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
    expect(stdout.trim()).toBe('function false');
  });
});
