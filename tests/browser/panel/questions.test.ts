import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Answer, QuestionKind, Survey } from '../../../src/contract/types';
import type { Filled } from '../../../src/survey/panel-host';
import { middleOf, putFinger, tap } from '../../support/finger';
import { complete, focused } from './by-keyboard';
import { mount, read } from './drive';
import { surveys } from './gallery';
import { DESKTOP, PHONE, panelSession } from './session';

const { open } = panelSession();

const surveyOf = (name: string): Survey => ({ ...surveys[name]!, id: name });

const KINDS: QuestionKind[] = [
  'scale',
  'choice',
  'text',
  'boolean',
  'consent',
  'contact',
  'number',
  'date',
  'ranking',
  'matrix',
  'file',
  'statement',
];

test('the gallery asks every type of question, and every look of a scale', () => {
  const questions = Object.values(surveys).flatMap((survey) => survey.questions.filter(({ type }) => type));
  expect(new Set(questions.map(({ type }) => type))).toEqual(new Set(KINDS));
  const looks = new Set(questions.flatMap((question) => (question.type === 'scale' ? [question.look] : [])));
  expect(looks).toEqual(new Set(['list', 'numbers', 'faces', 'stars', 'thumbs']));
});

const names = Object.keys(surveys).filter((name) => !surveys[name]!.pages);
const byKeyboard = names.filter((name) => name !== 'file');

test.each(byKeyboard)('every question by keyboard: %s is answered and sent with nothing else', async (name) => {
  const page = await open();
  const survey = surveyOf(name);
  await mount(page, { survey, settleMs: 0 });
  await complete(page);
  await page.keyboard.press('Enter');
  await page.locator('.earshot h3[tabindex]').waitFor();
  const [filled] = await read<Filled[]>(page, 'filled');
  const asked = survey.questions.filter(({ type }) => type !== 'statement' && type !== 'contact');
  expect(filled!.answers.map(({ question }) => question.split('.')[0])).toEqual(
    expect.arrayContaining(asked.map(({ id }) => id)),
  );
  if (name === 'contact')
    expect(filled!.contact).toEqual({ name: 'Word', email: 'kim@maru.example', wantsReply: true });
  const expected: { [name: string]: Answer['value'] } = {
    number: 2,
    date: '2026-01-31',
    consent: true,
    boolean: false,
  };
  if (name in expected) expect(filled!.answers[0]!.value).toBe(expected[name]);
});

/** Chooses a picture in the dialog that `opens` brings up. */
async function chooseFile(page: Page, opens: () => Promise<unknown>) {
  const asked = page.waitForEvent('filechooser');
  // what catches the dialog stands once the page answers: a key goes another way into Chromium, and may be faster
  const [dialog] = await Promise.all([asked, page.evaluate('0').then(opens)]);
  await dialog.setFiles([{ name: 'shelf.png', mimeType: 'image/png', buffer: Buffer.from('picture') }]);
  await page.getByRole('button', { name: 'Remove shelf.png' }).waitFor();
}

test('every question by keyboard: file is chosen and sent with nothing else', async () => {
  const page = await open({ survey: surveyOf('file'), settleMs: 0 });
  while ((await focused(page)).type !== 'file') await page.keyboard.press('Tab');
  await chooseFile(page, () => page.keyboard.press('Space'));
  while (!(await focused(page)).className.includes('send')) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.earshot h3[tabindex]').waitFor();
  expect(await read<Filled[]>(page, 'filled')).toHaveLength(1);
});

test('whoever opens the dialog for files and chooses none still has the form and its words', async () => {
  const survey = surveyOf('file');
  const page = await open({
    survey: { ...survey, questions: [...survey.questions, { id: 'words', type: 'text', prompt: 'In words' }] },
  });
  await page.getByLabel('In words').fill('It fell down');
  // what a browser's dialog that is closed tells its field: it bubbles, up to the form's own dialog
  await page.locator('.earshot [type=file]').evaluate((it) => it.dispatchEvent(new Event('cancel', { bubbles: true })));
  expect(await page.getByLabel('In words').inputValue()).toBe('It fell down');
  expect(await page.locator('.earshot').isVisible()).toBe(true);
});

/**
 * Answers all of a survey's questions by taps, and sends it. Words come from the keyboard that a phone shows then, and
 * what the browser itself asks in a picker of its own is set.
 */
async function tapThrough(page: Page) {
  const panel = page.locator('.earshot');
  for (const group of await panel.locator('fieldset:has(> div > .point), fieldset:has(> div > .star), .line').all())
    await tap(page, group.locator('.point, .star').first());
  const down = panel.getByRole('button', { name: 'Move down' });
  if (await down.count()) await tap(page, down.first());
  for (const menu of await panel.locator('select').all()) await menu.selectOption({ index: 1 });
  for (const date of await panel.locator('[type=date]').all()) await date.fill('2026-01-31');
  for (const field of await panel.locator('textarea, [type=text], [type=email]').all()) {
    await tap(page, field);
    await page.keyboard.type((await field.getAttribute('type')) === 'email' ? 'kim@maru.example' : '2');
  }
  for (const tick of await panel.locator('.question > .check').filter({ hasText: 'quoted' }).all())
    await tap(page, tick);
  for (const add of await panel.locator('.add').all()) await chooseFile(page, () => tap(page, add));
  await tap(page, panel.getByRole('button', { name: 'Send' }));
  await panel.locator('h3[tabindex]').waitFor();
  expect(await read<Filled[]>(page, 'filled')).toHaveLength(1);
}

test.each(names)('every question by touch: %s is answered and sent by taps on targets of 44 px', async (name) => {
  const page = await open({ survey: surveyOf(name), settleMs: 0 }, PHONE);
  const small = await page.evaluate(() => {
    const panel = (window as unknown as { stage: { root: ShadowRoot } }).stage.root.querySelector('.earshot')!;
    const targets = [
      ...panel.querySelectorAll<HTMLElement>(
        'button,select,a:not(p a),.point,.star,.add,.check,input[type=text],input[type=email],input[type=date],textarea',
      ),
    ];
    return targets
      .filter((it) => it.checkVisibility({ visibilityProperty: true }))
      .map((it) => ({ it, box: it.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
      .map(({ it, box }) => `${it.outerHTML.slice(0, 80)}: ${box.width} x ${box.height}`);
  });
  expect(small).toEqual([]);
  await tapThrough(page);
});

test('a journey branches by what was answered, and sends nothing of the branch that was left', async () => {
  const page = await open({ survey: surveyOf('journey'), settleMs: 0 });
  const next = () => page.getByRole('button', { name: 'Next' }).click();
  const check = (name: string) => page.getByLabel(name, { exact: true }).check({ force: true });
  await check('Disagree');
  await next();
  await check('Paying');
  await check('By card');
  await next();
  await page.getByLabel('What made it difficult?').fill('The form');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  // what was entered is still there
  expect(await page.getByLabel('Disagree', { exact: true }).isChecked()).toBe(true);
  await check('Agree');
  await next();
  await page.getByLabel('What worked well?').waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.earshot h3').waitFor();
  const [filled] = await read<Filled[]>(page, 'filled');
  expect(filled!.answers).toMatchObject([
    { question: 'effort', value: 6 },
    { question: 'words', value: 'The form', prompt: 'What worked well? (optional)'.replace(' (optional)', '') },
  ]);
  expect(filled!.answers).toHaveLength(2);
});

test('ready questions are asked in the language of the panel, and their answers say in which words', async () => {
  const page = await open({ survey: surveyOf('ready'), locale: 'ko', settleMs: 0 });
  const next = () => page.getByRole('button', { name: '다음' }).click();
  await page.getByLabel('무엇을 하러 오셨나요?').fill('길을 찾으러');
  await page.getByLabel('일부만').check({ force: true });
  await page.getByLabel('기대한 만큼').check({ force: true });
  await next();
  await page.getByRole('radio').nth(4).check({ force: true });
  await page.getByLabel('어떤 점이 불편하셨나요?').fill('지도');
  await next();
  await page.getByRole('radio').nth(0).check({ force: true });
  await page.getByRole('button', { name: '보내기' }).click();
  await page.locator('.earshot h3').waitFor();
  const [filled] = await read<Filled[]>(page, 'filled');
  expect(filled!.answers).toMatchObject([
    { question: 'goal', type: 'text', value: '길을 찾으러', prompt: '무엇을 하러 오셨나요?' },
    { question: 'success', metric: 'success', value: ['partly'], label: '일부만' },
    { question: 'expected', value: 2, label: '기대한 만큼' },
    { question: 'effort', metric: 'ces1', value: 5, label: '매우 많은 노력', scale: { direction: 'lower_better' } },
    { question: 'why', value: '지도', prompt: '어떤 점이 불편하셨나요?' },
    { question: 'stars', metric: 'csat', value: 1, label: '매우 불만족' },
  ]);
  expect(filled!.locale).toBe('ko');
});

test('after Next the focus is on the page that came, and a page that cannot be left says why', async () => {
  const page = await open({ survey: surveyOf('journey') });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Please answer this.').waitFor();
  expect((await focused(page)).name).toBe('effort');
  await page.getByLabel('Agree', { exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('What worked well?').waitFor();
  expect((await focused(page)).className).toContain('page');
});

test('a ranking is moved by its buttons, says where things are, and keeps the focus on what was moved', async () => {
  const page = await open({ survey: surveyOf('ranking'), settleMs: 0 });
  const rows = () => page.locator('.ranks .what').allTextContents();
  const [first, second, third] = await rows();
  await page.getByRole('button', { name: `Move down: ${first}` }).focus();
  await page.keyboard.press('Enter');
  expect(await rows()).toEqual([second, first, third, (await rows())[3]]);
  expect((await focused(page)).label).toBe(`Move down: ${first}`);
  await page.locator('.ranks ~ [role=status]', { hasText: `${first}: now 2 of 4` }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  // at the end there is no way down
  expect((await focused(page)).label).toBe(`Move up: ${first}`);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.earshot h3').waitFor();
  const [filled] = await read<Filled[]>(page, 'filled');
  expect((filled!.answers[0]!.value as string[]).length).toBe(4);
  expect(filled!.answers[0]!.label).toMatch(new RegExp(`4\\. ${first}$`));
});

const at = (width: number, height = 780) => ({ ...PHONE, viewport: { width, height } });

test('a ranking is dragged by its handle with a finger, and nothing scrolls meanwhile', async () => {
  // so low that there is something to scroll
  const page = await open({ survey: surveyOf('ranking'), settleMs: 0 }, at(390, 480));
  const rows = () => page.locator('.ranks .what').allTextContents();
  const before = await rows();
  const grips = page.locator('.ranks .grip');
  const [x, y] = await middleOf(grips.first());
  const { y: top, height } = (await grips.nth(2).boundingBox())!;
  const scrolled = () => page.locator('.earshot').evaluate((it) => it.scrollTop + window.scrollY);
  const scrolledBefore = await scrolled();
  expect(await page.locator('.earshot').evaluate((it) => it.scrollHeight - it.clientHeight)).toBeGreaterThan(50);
  await putFinger(page, 'down', x, y);
  for (let step = 1; step <= 10; step++) await putFinger(page, 'move', x, y + ((top + height / 2 - y) * step) / 10);
  await putFinger(page, 'up', x, top + height / 2);
  await expect.poll(rows).toEqual([before[1], before[2], before[0], before[3]]);
  expect(await scrolled()).toBe(scrolledBefore);
});

test('an order that nobody touched is no answer, until it is said to be right', async () => {
  const page = await open({ survey: surveyOf('ranking'), settleMs: 0 });
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.problem').waitFor();
  await page.getByLabel('This order is right').check();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.earshot h3').waitFor();
  const [filled] = await read<Filled[]>(page, 'filled');
  expect(filled!.answers).toHaveLength(1);
});

test.each(['scale-list', 'ranking', 'matrix', 'file', 'contact'])(
  '%s: Enter and Esc while composing do nothing',
  async (name) => {
    const page = await open({ survey: surveyOf(name) });
    await page.locator('.earshot').evaluate((panel) => {
      const field = panel.querySelector('input')!;
      for (const key of ['Enter', 'Escape'])
        field.dispatchEvent(
          new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, composed: true, cancelable: true }),
        );
    });
    expect(await page.locator('.earshot').isVisible()).toBe(true);
    expect(await read<Filled[]>(page, 'filled')).toEqual([]);
  },
);

const numbersTo = (max: number): Survey => ({
  ...surveyOf('scale-numbers'),
  questions: [
    {
      id: 'how',
      type: 'scale',
      metric: 'custom',
      prompt: 'How was it?',
      scale: { min: 1, max, direction: 'higher_better', positive: [max, max] },
      bands: [1, 2],
      look: 'numbers',
      labels: ['Very bad indeed', 'Very good indeed'],
    },
  ],
});

test.each([
  [5, 320, 16, [5]],
  [5, 390, 16, [5]],
  [5, 390, 32, [5]],
  [6, 320, 16, [6]],
  [7, 360, 16, [4, 3]],
  [7, 390, 16, [7]],
  [8, 390, 16, [6, 2]],
  [10, 320, 16, [6, 4]],
  [10, 390, 32, [4, 4, 2]],
])(
  'no number is wider than another one, since it would be chosen more often: 1 to %i at %i px with text of %i px',
  async (max, width, fontPx, lines) => {
    const page = await open({ survey: numbersTo(max) }, { ...at(width), fontPx });
    const boxes = await page
      .locator('.numbers .point')
      .evaluateAll((points) =>
        points.map((it) => it.getBoundingClientRect()).map(({ y, width, right }) => ({ y, width, right })),
      );
    const widths = boxes.map((box) => box.width);
    expect(Math.max(...widths) / Math.min(...widths)).toBeLessThan(1.06);
    const tops = [...new Set(boxes.map(({ y }) => y))];
    expect(tops.map((top) => boxes.filter(({ y }) => y === top).length)).toEqual(lines);
    // where they fill a line, the words of the upper end stand over the upper end
    const ends = (await page.locator('.ends > span').last().boundingBox())!;
    if (lines[0] === max && max !== 6) expect(Math.abs(ends.x + ends.width - boxes.at(-1)!.right)).toBeLessThan(1);
  },
);

test.each([
  ['boolean', 'Please answer this.'],
  ['choice', 'Please answer this.'],
  ['file', 'Please answer this.'],
  ['contact', 'Please answer this.'],
  ['scale-faces', 'Choose a rating or write something.'],
  ['text', 'Choose a rating or write something.'],
])('%s, sent empty, says what there is to do: %s', async (name, message) => {
  const page = await open({ survey: surveyOf(name), settleMs: 0 });
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await page.locator('.problem').allTextContents()).toEqual([message]);
});

test.each([DESKTOP, PHONE])('no question is wider than its form ($viewport.width px)', async (size) => {
  const page = await open(undefined, size);
  for (const name of names) {
    await mount(page, { survey: surveyOf(name) });
    const over = await page.locator('.earshot').evaluate((panel) => panel.scrollWidth - panel.clientWidth);
    expect([name, over]).toEqual([name, 0]);
  }
});
