import { describe, expect, test } from 'vitest';
import { useSite, type Visit } from '../triggers/site';

const open = useSite();
const GOOD = { surveys: { done: { preset: 'csat', title: 'The good copy', trigger: { event: 'done' } } } };
const JSON_TYPE = 'application/json';

interface File {
  status?: number;
  type?: string;
  body: string;
}
/** A page that gets its surveys from `/surveys.json`, which answers with `file` when it is asked. */
const visitWith = async (file: { now: File }) => {
  const visit = await open({
    options: { config: '/surveys.json' },
    answer: (path) => (path === '/surveys.json' ? { type: JSON_TYPE, ...file.now } : undefined),
  });
  await visit.call('track', 'nothing');
  return visit;
};
const again = async (visit: Visit) => {
  visit.said.length = 0;
  await visit.page.reload();
  await visit.call('track', 'nothing');
};
const shown = (visit: Visit) => expect.poll(() => visit.decided().map(({ survey, against }) => [survey, against]));
const thrown = (visit: Visit) => visit.said.filter((line) => line.startsWith('pageerror'));

const PORTAL = '<!doctype html><title>Sign in to the network</title>';
/** Written by hand: what writes JSON is not made for this. */
const DEEP = `${'{"all":['.repeat(5000)}"end"${']}'.repeat(5000)}`;

/** Files that have no surveys in them. */
const NO_SURVEYS: [name: string, file: File, said: RegExp][] = [
  ['nothing', { body: '' }, /surveys\.json.*JSON/],
  ['{}', { body: '{}' }, /surveys/],
  ['null', { body: 'null' }, /surveys\.json/],
  ['a list', { body: '[]' }, /surveys/],
  ['a list of surveys', { body: '{"surveys": []}' }, /surveys/],
  ['a word', { body: '"surveys"' }, /surveys\.json/],
  ['{ "surveys": null }', { body: '{"surveys": null}' }, /surveys/],
  ['{ "surveys": "no" }', { body: '{"surveys": "no"}' }, /surveys/],
  ['a page of a portal, with 200', { body: PORTAL, type: 'text/html' }, /surveys\.json.*JSON/],
  ['JSON of somebody else', { body: '{"error": "rate limited"}' }, /no "surveys"/],
  ['500', { body: '{}', status: 500 }, /surveys\.json.*500/],
  ['404 with JSON', { body: JSON.stringify({ surveys: {} }), status: 404 }, /surveys\.json.*404/],
];

describe('A config file that holds no surveys', () => {
  test.each(NO_SURVEYS)('leaves the good copy from before as it is: %s', async (_name, bad) => {
    const file = { now: { body: JSON.stringify(GOOD) } as File };
    const visit = await visitWith(file);
    await shown(visit).toEqual([]);
    file.now = bad;
    for (let times = 0; times < 2; times++) {
      await again(visit);
      expect(thrown(visit)).toEqual([]);
    }
    await visit.call('track', 'done');
    await shown(visit).toEqual([['done', undefined]]);
    expect(await visit.page.locator('.earshot h2').textContent()).toBe('The good copy');
  });

  test.each(NO_SURVEYS)(
    'is said with the file’s address or the place in it, and nothing throws: %s',
    async (_name, now, said) => {
      const visit = await visitWith({ now });
      expect(visit.said.filter((line) => line.startsWith('config')).join('\n')).toMatch(said);
      expect(thrown(visit)).toEqual([]);
      await visit.page.getByRole('button', { name: 'Feedback', exact: true }).click();
      await visit.page.locator('.earshot textarea').waitFor();
    },
  );
});

const OWN = { version: '1', mode: 'interaction', title: 'Of the file' };
const RATING = {
  id: 'rating',
  type: 'scale',
  metric: 'custom',
  prompt: 'How was it?',
  scale: { min: 1, max: 3, direction: 'higher_better', positive: [3, 3] },
  labels: ['Bad', 'Fair', 'Good'],
  bands: [1, 2],
};
const words = { id: 'words', type: 'text', prompt: 'Why?' };

/** Surveys that cannot be asked as they stand, and the place that is named. */
const WRONG: [name: string, survey: unknown, place: RegExp][] = [
  ['null', null, /bad/],
  ['a number', 7, /bad/],
  ['without questions', { ...OWN }, /bad/],
  ['a question that is null', { ...OWN, questions: [null] }, /questions\[0\]/],
  [
    'a link that runs code',
    { ...OWN, questions: [RATING], helpLinks: [{ label: 'Help', url: 'javascript:parent.pwned=1' }] },
    /helpLinks\[0\]|link/,
  ],
  [
    'jumps in a circle',
    {
      ...OWN,
      questions: [RATING, words],
      pages: [
        { id: 'a', questions: ['rating'], next: [{ to: 'b' }] },
        { id: 'b', questions: ['words'], next: [{ to: 'a' }] },
      ],
    },
    /pages\[1\]\.next\[0\]/,
  ],
  [
    'a review link for the happy alone',
    {
      ...OWN,
      questions: [RATING],
      ends: [
        {
          id: 'good',
          when: { answer: 'rating', gte: 3 },
          link: { label: 'Review us', url: 'https://www.trustpilot.com/review/us' },
        },
        { id: 'other' },
      ],
    },
    /ends\[0\]/,
  ],
  ['a condition 5,000 deep', { ...OWN, questions: [{ ...RATING, when: 'DEEP' }] }, /bad/],
];

test.each(WRONG)(
  'a survey of the file that is wrong is not asked, is named, and leaves the others: %s',
  async (_name, bad, place) => {
    const visit = await visitWith({
      now: { body: JSON.stringify({ surveys: { bad, ...GOOD.surveys } }).replace('"DEEP"', DEEP) },
    });
    await visit.call('open', 'bad');
    await expect.poll(() => visit.said.join('\n')).toMatch(/"?bad"?/);
    expect(visit.said.join('\n')).toMatch(place);
    expect(thrown(visit)).toEqual([]);
    expect(await visit.page.locator('.earshot').count()).toBe(0);
    await visit.call('track', 'done');
    await shown(visit).toEqual([['done', undefined]]);
  },
);

test('names of the language in a file are names like others: nothing on the page changes', async () => {
  const body = `{"__proto__": {"hurt": 1}, "constructor": {"hurt": 1}, "surveys": {"__proto__": {"trigger": {"event": "done"}, "hurt": 1}, "constructor": {"preset": "csat"}}}`;
  const visit = await visitWith({ now: { body } });
  expect(await visit.page.evaluate('({}).hurt')).toBeUndefined();
  await visit.call('track', 'done');
  expect(thrown(visit)).toEqual([]);
  await visit.page.getByRole('button', { name: 'Feedback', exact: true }).click();
  await visit.page.locator('.earshot textarea').waitFor();
});

test('10 MB of JSON hold nothing up: the tab’s form opens, and the surveys that are there can be asked', async () => {
  const body = JSON.stringify({ ...GOOD, notes: 'x'.repeat(10_000_000) });
  const visit = await visitWith({ now: { body } });
  expect(thrown(visit)).toEqual([]);
  expect(visit.said.join('\n').length).toBeLessThan(10_000);
  await visit.page.getByRole('button', { name: 'Feedback', exact: true }).click();
  await visit.page.locator('.earshot textarea').waitFor();
});
