import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { surveyCommand } from '../../../src/cli/survey/run';
import { readSource } from '../../../src/cli/survey/source';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-survey-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the command prints about files with these contents. */
async function printed(...files: string[]) {
  const names = files.map((_, at) => path.join(folder, `${at}.json`));
  await Promise.all(files.map((text, at) => writeFile(names[at]!, text)));
  const lines: string[] = [];
  const { failed } = await surveyCommand(
    { files: names, language: 'en', draw: false },
    (line) => void lines.push(line),
  );
  return { failed, text: lines.join('\n').replaceAll(`${folder}/`, '') };
}
const wrong = (text: string) => {
  const source = readSource(text);
  return 'wrong' in source ? source.wrong : 'fine';
};
const QUESTION = '{ "id": "why", "type": "text", "prompt": "Why?" }';

describe('a file that is no JSON', () => {
  test.each([
    ['{\n  "a": [1, 2,]\n}', 'line 2, column 13: a "," before "]": take it out'],
    ['{\n  "a": 1,\n}', 'line 2, column 9: a "," before "}": take it out'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 2, column 9: a "," is expected'],
    ["{ 'a': 1 }", 'line 1, column 3: texts and keys stand in double quotes'],
    ['{ "a": 1 // b\n}', 'line 1, column 10: JSON has no comments'],
    ['{ "a": "b\n" }', 'line 1, column 8: a text has no closing quote'],
    ['{ "a": 1', 'it ends too early: a "}" is expected'],
    ['', 'line 1, column 1: it is empty'],
    ['{} {}', 'nothing is expected any more'],
    ['{\0"a": 1}', 'save it as UTF-8'],
  ])('%j says where and why', (text, said) => {
    expect(wrong(text)).toContain(said);
  });

  test('is none for a byte order mark', () => {
    expect(wrong('\uFEFF{}')).toBe('fine');
  });
});

test('every problem has its line', async () => {
  const { text, failed } = await printed(`{
  "surveys": {
    "first": { "questions": [${QUESTION}] },
    "second": {
      "questions": [
        ${QUESTION},
        { "id": "so", "ready": "comment",
          "by": "nope", "when": { "answer": "wyh", "answered": true } },
        { "id": "three",
          "requird": true, "type": "text" }
      ]
    }
  }
}`);
  expect(failed).toBe(1);
  expect(text).toContain('✓ first\n✗ second\n');
  expect(text).toContain('line 8, questions[1].by: "nope" is no scale question above this one');
  expect(text).toContain('line 8, questions[1].when.answer: there is no question "wyh"; did you mean "why"?');
  expect(text).toContain('line 9, questions[2].prompt: is missing');
  expect(text).toContain('line 10, questions[2].requird: there is no such key here');
  expect(text.split('\n').at(-1)).toBe('1 of 2 fine');
});

test('a key that stands twice is told, in a survey and around it', async () => {
  const inside = await printed(`{ "surveys": { "a": {
  "title": "A",
  "title": "B",
  "questions": [${QUESTION}] } } }`);
  expect(inside.text).toContain('line 3, title: stands twice here, in line 2 as well: only the last counts');
  expect(inside.failed).toBe(1);
  const around = await printed(`{ "surveys": { "a": "ces",\n"a": "nps" } }`);
  expect(around.text).toContain('line 2, surveys.a: stands twice here, in line 1 as well');
  expect(around.failed).toBe(1);
});

test('two surveys of one id are told, and are not wrong', async () => {
  const one = `{ "id": "x", "questions": [${QUESTION}] }`;
  const { text, failed } = await printed(`{ "surveys": { "a": ${one}, "b": ${one} } }`);
  expect(text).toContain('! line 1, id: "a" has the same id, "x"');
  expect(failed).toBe(0);
});

test('several files are checked one after the other', async () => {
  const { text, failed } = await printed('"ces"', '{', `{ "questions": [${QUESTION}] }`);
  expect(text).toBe(
    '0.json\n✓ ces\n1.json\n1.json is no JSON. line 1, column 2: it ends too early: a "}" is expected\n2.json\n✓ survey\n2 of 3 fine',
  );
  expect(failed).toBe(1);
});
