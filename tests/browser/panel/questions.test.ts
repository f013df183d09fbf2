import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Answer, QuestionKind, Survey } from '../../../src/contract/types';
import type { Filled } from '../../../src/survey/panel-host';
import { engine } from '../../support/browser';
import { mount, read } from './drive';
import { DESKTOP, PHONE, panelSession } from './session';

const { open } = panelSession();

/** The gallery's surveys: each question type and look, and a journey. */
const { surveys } = JSON.parse(readFileSync('examples/gallery/public/surveys.json', 'utf8')) as {
  surveys: { [name: string]: Survey };
};
const surveyOf = (name: string): Survey => ({ ...surveys[name]!, id: name });

/** What has the focus inside the panel. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let it = document.activeElement;
    while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
    const { localName, className, type = '', name = '', id = '', checked = false } = it as HTMLInputElement;
    return { localName, className, type, name, id, checked, label: it?.getAttribute('aria-label') ?? '' };
  });

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

/** What the keyboard enters into what has the focus; nothing where Tab goes on. */
async function enter(page: Page) {
  const at = await focused(page);
  if (at.type === 'radio') {
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
  } else if (at.type === 'checkbox') {
    // an order that was moved is ticked already
    if (!at.checked) await page.keyboard.press('Space');
  } else if (at.localName === 'textarea') await page.keyboard.type('Words');
  else if (at.localName === 'select') await page.keyboard.press('ArrowDown');
  else if (at.type === 'email') await page.keyboard.type('kim@maru.example');
  else if (at.type === 'date') await page.keyboard.type(engine === 'webkit' ? '2026-01-31' : '01312026');
  else if (at.id.startsWith('number-')) await page.keyboard.type('2');
  else if (at.type === 'text') await page.keyboard.type('Word');
  else if (at.label.startsWith('Move down')) await page.keyboard.press('Enter');
}

/** Tabs through a page of a survey and answers what it meets, once each; ends on Next or Send. */
async function complete(page: Page) {
  const done = new Set<string>();
  for (let steps = 0; ; steps++) {
    expect(steps, 'Next or Send is reached').toBeLessThan(60);
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at.className.split(' ').includes('send')) return;
    const what = at.name || at.id || at.label.split(':')[0]!;
    if (what && !done.has(what)) {
      done.add(what);
      await enter(page);
    }
  }
}

const names = Object.keys(surveys).filter((name) => !surveys[name]!.pages);
// no browser lets a keyboard choose a file from its own dialog in a test
const byKeyboard = names.filter((name) => name !== 'file');

test.each(byKeyboard)('%s is answered with the keyboard alone', async (name) => {
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

test.each(names)('%s can be answered by touch, and its targets are 44 px', async (name) => {
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

test.each([DESKTOP, PHONE])('no question is wider than its form ($viewport.width px)', async (size) => {
  const page = await open(undefined, size);
  for (const name of names) {
    await mount(page, { survey: surveyOf(name) });
    const over = await page.locator('.earshot').evaluate((panel) => panel.scrollWidth - panel.clientWidth);
    expect([name, over]).toEqual([name, 0]);
  }
});
