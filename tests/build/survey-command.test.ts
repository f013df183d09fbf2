import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Runs the command as it was built, and resolves with how it ended. */
const earshot = (...words: string[]) =>
  promisify(execFile)(process.execPath, [path.join(root, 'dist/cli.js'), ...words], { cwd: root }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
  );

describe('earshot survey', () => {
  it('checks several files, in a language', async () => {
    const files = ['journey', 'relationship', 'every-question'].map((name) => `examples/surveys/${name}.json`);
    const { code, said } = await earshot('survey', ...files, '--check', '--lang', 'ko');
    expect(said).toContain('3 of 3 fine');
    expect(code).toBe(0);
  });

  it('ends with 1 for what is wrong, and with 2 for words that are', async () => {
    expect((await earshot('survey', 'package.json')).code).toBe(1);
    for (const words of [
      ['survey'],
      ['survey', 'a.json', '--lang', 'english'],
      ['survey', 'a.json', '--lang'],
      ['survey', 'a.json', '--chek'],
      ['surveys'],
    ])
      expect((await earshot(...words)).code, words.join(' ')).toBe(2);
  });

  it('says its version', async () => {
    expect(await earshot('--version')).toEqual({ code: 0, said: `${version}\n` });
  });
});

it('the schema of survey files lies where editors are told that it is', () => {
  const schema = JSON.parse(readFileSync(path.join(root, 'dist/schema/surveys.json'), 'utf8'));
  expect(schema).toMatchObject({ type: 'object', required: ['surveys'] });
});
