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
  return preview(whole(given, 'a', words), 'a', language, words)
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
  await surveyCommand({ files: [JOURNEY], language: 'fr', draw: true }, (line) => void lines.push(line));
  expect(lines.filter((line) => line.includes('"fr"'))).toEqual([
    '  No text of this survey is in "fr"; it has en, ko.',
  ]);
  const korean: string[] = [];
  await surveyCommand({ files: [JOURNEY], language: 'ko', draw: true }, (line) => void korean.push(line));
  expect(korean.join('\n')).not.toContain('No text of this survey');
});

test('the name in the file opens a survey, not its id', async () => {
  expect(await drawn({ id: 'z', questions })).toContain("earshot('open', 'a')");
});

test('each thing that limits an answer is drawn', async () => {
  const link = { label: 'Terms', url: '/terms' };
  const options = [
    { id: 'a', label: 'Apples' },
    { id: 'none', label: 'None', exclusive: true },
  ];
  const text = await drawn({
    questions: [
      { id: 'day', type: 'date', prompt: 'When?', min: 'today', max: '2030-12-31' },
      { id: 'kg', type: 'number', prompt: 'How heavy?', min: 0, max: 50, step: 0.5, unit: 'kg' },
      { id: 'any', type: 'number', prompt: 'How long?', min: 1, step: 'any' },
      { id: 'plain', type: 'number', prompt: 'How many?' },
      { id: 'words', type: 'text', prompt: 'Why?', size: 'short', maxLength: 80 },
      { id: 'which', type: 'choice', prompt: 'Which?', multiple: true, order: 'shuffled', options },
      {
        id: 'menu',
        type: 'choice',
        prompt: 'One?',
        look: 'menu',
        options: options.map(({ id, label }) => ({ id, label })),
      },
      { id: 'ok', type: 'consent', prompt: 'May we?', link },
      { id: 'read', type: 'statement', prompt: 'Read', text: 'This.', link },
      { id: 'effort', ready: 'effort' },
      {
        id: 'rows',
        type: 'matrix',
        prompt: 'How?',
        required: true,
        rows: options.slice(0, 1),
        columns: [
          { id: 'x', label: 'Well' },
          { id: 'y', label: 'Badly' },
        ],
      },
    ],
  });
  for (const line of [
    '____-__-__, from today to 2030-12-31',
    '______ kg, from 0 to 50, steps of 0.5',
    '______, from 1, any decimals',
    '______, whole steps',
    '______, at most 80 characters',
    '(in another order for each visitor)',
    '[ ] None (and no other)',
    '(as a menu)',
    'effort: scale, ces1, numbers, lower is better',
    '(each row must be answered)',
  ])
    expect(text).toContain(line);
  expect(text.match(/Terms → \/terms/g)).toHaveLength(2);
});

test('bands without a score are left out, and scores that the condition of the text leaves out', async () => {
  const byBand = (by: string) => ({ by, low: 'Bad?', mid: 'So?', high: 'Good!' });
  const text = await drawn({
    questions: [
      { id: 'helpful', ready: 'helpful' },
      { id: 'more', type: 'text', prompt: 'More?', promptByBand: byBand('helpful') },
      { id: 'sat', ready: 'csat' },
      { id: 'why', type: 'text', prompt: 'Why?', promptByBand: byBand('sat'), when: { answer: 'sat', lt: 4 } },
    ],
  });
  expect(text).not.toContain('helpful is mid');
  expect(text).toContain('where sat is mid (3): So?');
  expect(text).not.toContain('sat is high');
});

test('it says which end follows, and which only a jump reaches', async () => {
  const ends = [{ id: 'sorry', when: { answer: 'rate', lt: 4 } }, { id: 'plain' }, { id: 'early' }];
  const pages = [
    { id: 'one', questions: ['rate'], next: [{ when: { answer: 'rate', eq: 10 }, to: 'early' }] },
    { id: 'two', questions: ['why'] },
  ];
  const text = await drawn({ questions, pages, ends });
  expect(text).toContain('→ sorry if rate is below 4, else plain');
  expect(text).toMatch(/End: early ─+\n {4}\(only where a jump leads here\)/);
  expect(await drawn({ questions, ends: ends.slice(0, 2) })).toContain('→ sorry if rate is below 4, else plain');
  expect(await drawn({ questions, ends: ends.slice(0, 1) })).toContain('else “Thank you”');
});
