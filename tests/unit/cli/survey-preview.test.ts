import { expect, test } from 'vitest';
import { preview } from '../../../src/cli/survey/preview';
import { surveyCommand } from '../../../src/cli/survey/run';
import { whole } from '../../../src/cli/survey/whole';
import { wordsFor } from '../../../src/cli/survey/words';
import type { SurveyInput } from '../../../src/contract/types';

const JOURNEY = 'examples/surveys/journey.json';
const drawn = async (input: object, language = 'en') => {
  const { words } = await wordsFor(language);
  const given = { id: 'a', version: '1', mode: 'interaction', title: 'A', ...input } as SurveyInput;
  return preview(whole(given, 'a', words), language, words)
    .join('\n')
    .replace(/\n {2}(?=\S)/g, '\n');
};
const questions = [
  { id: 'rate', ready: 'nps' },
  { id: 'why', ready: 'comment', by: 'rate' },
];

test('before the screens stands what opens a survey, for whom, and what travels with it', async () => {
  const text = await drawn({
    questions,
    trigger: [{ event: 'done', url: '/thanks', delayMs: 3000 }, { exit: true }],
    target: { context: 'returning', eq: true },
    sample: 0.25,
    greet: true,
    hidden: { order: { query: 'o' }, source: 'mail' },
  });
  const before = text.slice(0, text.indexOf('── One page')).replace(/\s+/g, ' ');
  expect(before).toContain(
    'Opens by itself when the address is /thanks, and track("done") was called, and 3 s have passed since then',
  );
  expect(before).toContain('or when the mouse leaves the page at its top');
  expect(before).toContain("for whom: the page's returning is true");
  expect(before).toContain('25 %');
  expect(before).toContain('Says hello by the name');
  expect(before).toContain("Sends order: ?o= of the page's URL");
  expect(before).toContain('Sends source: "mail"');
});

test('a survey without a trigger says how it is opened', async () => {
  expect(await drawn({ questions })).toContain("Opens when it is asked for: earshot('open', 'a')");
});

test('a text by score shows each of its prompts, with the scores', async () => {
  const text = await drawn({
    questions: [
      questions[0],
      { id: 'why', type: 'text', prompt: 'Why?', promptByBand: { by: 'rate', low: 'Bad?', mid: 'So?', high: 'Good!' } },
    ],
  });
  expect(text).toContain('where rate is low (0–6): Bad?');
  expect(text).toContain('where rate is mid (7–8): So?');
  expect(text).toContain('where rate is high (9–10): Good!');
});

test('"Before sending" shows its conditions', async () => {
  const text = await drawn({
    questions,
    reply: { answer: 'rate', lt: 7 },
    helpLinks: [{ label: 'Help', url: '/help', when: { answer: 'rate', lt: 3 } }],
  });
  expect(text).toContain('I’d like a reply (if rate is below 7)');
  expect(text).toContain('Help → /help (if rate is below 3)');
});

test('ready questions and the panel’s own words come in the language that is asked for', async () => {
  const text = await drawn({ questions }, 'de');
  const { words } = await wordsFor('de');
  expect(text).toContain(words.likely[0]!);
  expect(text).toContain(`[${words.sendButton}]`);
  expect(words.sendButton).not.toBe('Send');
});

test('a language that no text of the survey has is named once', async () => {
  const lines: string[] = [];
  await surveyCommand({ file: JOURNEY, language: 'fr', draw: true }, (line) => void lines.push(line));
  expect(lines.filter((line) => line.includes('"fr"'))).toEqual([
    '  No text of this survey is in "fr"; it has en, ko.',
  ]);
  const korean: string[] = [];
  await surveyCommand({ file: JOURNEY, language: 'ko', draw: true }, (line) => void korean.push(line));
  expect(korean.join('\n')).not.toContain('No text of this survey');
});
