import { describe, expect, test } from 'vitest';
import { useSite, type Visit } from '../triggers/site';

const open = useSite();
const RATING = {
  id: 'rating',
  type: 'scale',
  metric: 'custom',
  prompt: 'How was it?',
  scale: { min: 1, max: 3, direction: 'higher_better', positive: [3, 3] },
  labels: ['Bad', 'Fair', 'Good'],
  bands: [1, 2],
};
const survey = (more: object) => ({
  version: '1',
  mode: 'interaction',
  title: 'About it',
  questions: [RATING],
  ...more,
});

/** Opens a survey as a page's own code would, and waits until it stands. */
const formOf = async (
  more: object,
  {
    path,
    options,
    how,
    told = [],
  }: Parameters<typeof open>[0] & { how?: object; told?: [string, ...unknown[]][] } = {},
) => {
  const visit = await open({ ...(path && { path }), options: { ...options, surveys: { it: survey(more) } } });
  for (const [method, ...args] of told) await visit.call(method, ...args);
  await visit.call('open', 'it', how ?? {});
  await visit.page.locator('.earshot h2').first().waitFor();
  return visit;
};
const rate = ({ page }: Visit, label: string) =>
  page.getByRole('radio', { name: label, exact: true }).check({ force: true });
const send = async ({ page }: Visit) => {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('.earshot h3[tabindex]').waitFor();
};
const submissions = async (visit: Visit) => (await visit.records()).filter(({ kind }) => kind === 'submission');
/** The one submission that the collector has. */
const stored = async (visit: Visit) => {
  await expect.poll(async () => (await submissions(visit)).length).toBe(1);
  return (await submissions(visit))[0]!;
};
const text = ({ page }: Visit) => page.locator('.earshot').textContent();

test('greet: says hello by the name that the host knows, and to nobody else', async () => {
  const visit = await formOf({ greet: true }, { told: [['identify', { userKey: 'u', name: 'Mina $& Kim' }]] });
  expect(await visit.page.locator('.hello').textContent()).toContain('Mina $& Kim');
  const unknown = await formOf({ greet: true });
  expect(await unknown.page.locator('.hello').count()).toBe(0);
  const silent = await formOf({}, { told: [['identify', { userKey: 'u', name: 'Mina' }]] });
  expect(await silent.page.locator('.hello').count()).toBe(0);
});

test('hidden: constants and parameters of the page’s URL travel in data, beside the host’s own', async () => {
  const visit = await formOf(
    { hidden: { place: 'footer', beta: true, campaign: { query: 'utm_campaign' }, missing: { query: 'nothing' } } },
    { path: '/?utm_campaign=spring%202027&secret=1', options: { data: { plan: 'pro' } } },
  );
  await rate(visit, 'Good');
  await send(visit);
  const { data, context } = await stored(visit);
  expect(data).toEqual({ plan: 'pro', place: 'footer', beta: true, campaign: 'spring 2027' });
  expect(context.url).not.toContain('spring');
});

test.each(['Bad', 'Good'])('reviewLink: is drawn for everyone, also for who answered “%s”', async (label) => {
  const url = 'https://reviews.example/us';
  const visit = await formOf({ reviewLink: { label: 'Write a review', url } });
  await rate(visit, label);
  await send(visit);
  expect(await visit.page.getByRole('link', { name: 'Write a review' }).getAttribute('href')).toBe(url);
  await stored(visit);
});

test('help links are drawn before anything is sent, where their condition holds', async () => {
  const visit = await formOf({
    helpLinks: [
      { label: 'Opening hours', url: '/hours' },
      { label: 'How to return things', url: '/returns', when: { answer: 'rating', lt: 2 } },
    ],
  });
  const links = () => visit.page.locator('.helps a').allInnerTexts();
  expect(await links()).toEqual(['Opening hours']);
  await rate(visit, 'Bad');
  expect(await links()).toEqual(['Opening hours', 'How to return things']);
  await rate(visit, 'Good');
  expect(await links()).toEqual(['Opening hours']);
  expect(await submissions(visit)).toEqual([]);
});

test.each([
  ['Bad', 'We are sorry', 'Talk to us', '/talk'],
  ['Good', 'Glad to hear it', 'What is new', '/news'],
])('ends: after “%s” the end of that outcome is shown, with its link', async (label, title, link, url) => {
  const visit = await formOf({
    ends: [
      {
        id: 'sorry',
        when: { answer: 'rating', lt: 2 },
        title: 'We are sorry',
        text: 'It is read.',
        link: { label: 'Talk to us', url: '/talk' },
      },
      { id: 'glad', title: 'Glad to hear it', link: { label: 'What is new', url: '/news' } },
    ],
  });
  await rate(visit, label);
  await send(visit);
  expect(await visit.page.locator('.earshot h3').textContent()).toBe(title);
  const links = visit.page.locator('.earshot .main a');
  expect(await links.allInnerTexts()).toEqual([link]);
  expect(await links.getAttribute('href')).toBe(url);
  expect((await stored(visit)).answers).toMatchObject([{ question: 'rating', label }]);
});

test('reply: offered where its condition holds, and what was entered goes along only then', async () => {
  const visit = await formOf({ reply: { answer: 'rating', lt: 2 } });
  const wish = visit.page.getByLabel('I’d like a reply');
  expect(await wish.count()).toBe(0);
  await rate(visit, 'Bad');
  await wish.check();
  await visit.page.locator('.earshot [type=email]').fill('kim@maru.example');
  await rate(visit, 'Good');
  expect(await wish.count()).toBe(0);
  await send(visit);
  expect((await stored(visit)).respondent?.contact).toBeUndefined();
});

describe('answers that the host knows', () => {
  const questions = [RATING, { id: 'words', type: 'text', prompt: 'Why?' }];

  test('stand in the form, can be changed, and are sent by the visitor alone', async () => {
    const visit = await formOf({ questions }, { how: { answers: { rating: 2, words: 'From your order' } } });
    expect(await visit.page.getByRole('radio', { name: 'Fair' }).isChecked()).toBe(true);
    expect(await visit.page.locator('.earshot textarea').inputValue()).toBe('From your order');
    expect(await submissions(visit)).toEqual([]);
    await rate(visit, 'Good');
    await send(visit);
    expect((await stored(visit)).answers).toMatchObject([
      { question: 'rating', value: 3 },
      { question: 'words', value: 'From your order' },
    ]);
  });

  test('that do not fit are no answers', async () => {
    const visit = await formOf({ questions }, { how: { answers: { rating: 9, words: 'Words', other: 'none' } } });
    await send(visit);
    expect((await stored(visit)).answers).toMatchObject([{ question: 'words', value: 'Words' }]);
  });
});

const OPTIONS = [...'abcdefgh'].map((id) => ({ id, label: `Option ${id}` }));
test('shuffled: options keep their order within a form and differ between visitors; exclusive ones stay last', async () => {
  const ordersOf = async (way: object, count: number) => {
    const visit = await formOf({
      questions: [
        {
          id: 'pick',
          type: 'choice',
          prompt: 'Which?',
          options: [...OPTIONS, { id: 'none', label: 'None', exclusive: true }],
          multiple: true,
          ...way,
        },
        RATING,
      ],
      pages: [
        { id: 'one', questions: ['pick'] },
        { id: 'two', questions: ['rating'] },
      ],
    });
    const order = () => visit.page.locator('.earshot .point').allInnerTexts();
    const first = await order();
    await visit.page.getByLabel(first[2]!, { exact: true }).check({ force: true });
    expect(await order()).toEqual(first);
    await visit.page.getByRole('button', { name: 'Next' }).click();
    await visit.page.getByRole('button', { name: 'Back', exact: true }).click();
    expect(await order()).toEqual(first);
    expect(first.at(-1)).toBe('None');
    const all = [first];
    for (let more = 1; more < count; more++) {
      await visit.page.reload();
      await visit.call('open', 'it');
      await visit.page.locator('.earshot .point').first().waitFor();
      all.push(await order());
    }
    return all.map((labels) => labels.join());
  };
  const written = [...OPTIONS.map(({ label }) => label), 'None'].join();
  expect(await ordersOf({}, 1)).toEqual([written]);
  const shuffled = await ordersOf({ order: 'shuffled' }, 3);
  // of 40,320 orders: three that are the same come once in a billion runs
  expect(new Set(shuffled).size).toBeGreaterThan(1);
});

test('back and forth keeps what was entered; of a branch that was left nothing is sent, contact included', async () => {
  const visit = await formOf({
    questions: [
      RATING,
      { id: 'why', type: 'text', prompt: 'What went wrong?' },
      { id: 'who', type: 'contact', prompt: 'Who are you?', fields: ['email', 'name'] },
      { id: 'more', type: 'text', prompt: 'Anything else?' },
    ],
    pages: [
      { id: 'start', questions: ['rating'], next: [{ when: { answer: 'rating', gte: 2 }, to: 'end' }] },
      { id: 'bad', questions: ['why', 'who'] },
      { id: 'end', questions: ['more'] },
    ],
  });
  const { page } = visit;
  const next = () => page.getByRole('button', { name: 'Next' }).click();
  const back = () => page.getByRole('button', { name: 'Back', exact: true }).click();
  await rate(visit, 'Bad');
  await next();
  await page.getByLabel('What went wrong?').fill('The parcel');
  await page.locator('.earshot [type=email]').fill('kim@maru.example');
  await next();
  await page.getByLabel('Anything else?').fill('No');
  await back();
  expect(await page.getByLabel('What went wrong?').inputValue()).toBe('The parcel');
  expect(await page.locator('.earshot [type=email]').inputValue()).toBe('kim@maru.example');
  await back();
  await rate(visit, 'Good');
  await next();
  expect(await page.getByLabel('Anything else?').inputValue()).toBe('No');
  expect(await text(visit)).not.toContain('What went wrong?');
  await send(visit);
  const { answers, respondent, consent } = await stored(visit);
  expect(answers.map(({ question, value }) => [question, value])).toEqual([
    ['rating', 3],
    ['more', 'No'],
  ]);
  expect([respondent?.contact, consent.contact]).toEqual([undefined, false]);
});
