import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Text } from '../../../src/contract/types';
import en from '../../../widget/locales/en';
import more from '../../../widget/locales/en-more';
import questionWords from '../../../widget/locales/en-questions';
import { SURVEYS, show, tooWide, useGallery } from './gallery-page';

const { openStage, offer, rows } = useGallery();

const SITE = 'Maru Pottery';
const english = (text: Text) => (typeof text === 'string' ? text : text['en']!).replaceAll('{site}', SITE);

/** The first thing that a preset asks. */
const FIRST: { [preset: string]: string } = {
  feedback: more.askCsat,
  ces: en.cesStem,
  csat: more.askCsat,
  nps: more.askNps,
  interaction: more.askSuccess,
  helpful: more.askHelpful,
};
const READY: { [name: string]: string } = { goal: more.askGoal, ...FIRST, effort: more.askEffort };
const askedBy = (survey: string, at = 0): string => {
  const question = SURVEYS[survey]?.questions[at];
  if (!question) return FIRST[survey]!.replace(/\{s(ite|ubject)\}/, SITE);
  return 'ready' in question ? READY[question.ready]!.replace(/\{s(ite|ubject)\}/, SITE) : english(question.prompt);
};

/** Where the first answers of each question lead, of surveys that have several ends. */
const END: { [survey: string]: string } = { journey: 'sorry', ends: 'sorry', stages: 'thanks' };

/** Which page the first answer leads to, where that is not the second. */
const SECOND: { [survey: string]: string } = { stages: 'rating' };

const panel = (page: Page) => page.locator('.earshot');
const seen = async (page: Page) => (await panel(page).innerText()).replace(/\s+/g, ' ');
/** What was answered, and what could be but was not, in what is in sight. */
const fields = (page: Page) =>
  panel(page).evaluate((form) => {
    const groups = new Set(
      [...form.querySelectorAll('.point input, .star input')].map((it) => it.closest('fieldset')!),
    );
    const written = [
      ...form.querySelectorAll<HTMLInputElement>('textarea, select, [type=text], [type=email], [type=date]'),
    ];
    return {
      answered:
        form.querySelectorAll('.main :checked:not(option), .files li').length +
        written.filter(({ value }) => value).length,
      open:
        [...groups].filter((it) => !it.querySelector(':checked')).length + written.filter(({ value }) => !value).length,
    };
  });

/** What must be in sight in each state. */
const LOOKS: { [state: string]: (page: Page, survey: string) => Promise<void> } = {
  async closed(page) {
    expect(await page.getByRole('button', { name: 'Feedback' }).isVisible()).toBe(true);
    expect(await panel(page).count()).toBe(0);
  },
  async prompt(page, survey) {
    const text = await seen(page);
    expect(text).toContain(askedBy(survey));
    for (const word of [more.answerButton, more.notNow, more.neverAgain]) expect(text).toContain(word);
    expect(await panel(page).getAttribute('class')).toContain('prompt');
  },
  async unanswered(page, survey) {
    expect(await seen(page)).toContain(askedBy(survey));
    expect((await fields(page)).answered).toBe(0);
  },
  async answered(page) {
    const { answered, open } = await fields(page);
    expect(answered).toBeGreaterThan(0);
    expect(open).toBe(0);
  },
  async 'page-2'(page, survey) {
    const { pages, questions } = SURVEYS[survey]!;
    const [first] = (pages!.find(({ id }) => id === SECOND[survey]) ?? pages![1]!).questions;
    expect(await seen(page)).toContain(
      askedBy(
        survey,
        questions.findIndex(({ id }) => id === first),
      ),
    );
    expect(await panel(page).getByRole('button', { name: questionWords.backButton }).isVisible()).toBe(true);
  },
  async last(page) {
    const buttons = await panel(page).locator('.foot button').allInnerTexts();
    expect(buttons).toEqual([questionWords.backButton, en.sendButton]);
  },
  async reply(page) {
    expect(await panel(page).getByLabel(more.wantReply).isChecked()).toBe(true);
    expect(await seen(page)).toContain(more.emailUse);
    expect(await panel(page).getByLabel(more.emailLabel, { exact: true }).isVisible()).toBe(true);
  },
  async error(page) {
    const messages = panel(page).locator('.problem');
    expect([en.nothing, en.required, questionWords.mustAgree]).toContain(await messages.first().textContent());
    expect(await messages.first().isVisible()).toBe(true);
  },
  async 'too-large'(page) {
    expect(await panel(page).locator('.problem').allInnerTexts()).toEqual([en.tooLong]);
  },
  async sending(page) {
    const button = panel(page).locator('.send');
    expect([await button.textContent(), await button.getAttribute('aria-busy')]).toEqual([en.sendingNow, 'true']);
  },
  saved: thanks(en.savedSending),
  waiting: thanks(`${en.notSentYet} ${en.savedHere}`),
  async refused(page, survey) {
    await thanks(en.refused)(page, survey);
    expect(await panel(page).getByRole('button', { name: more.sendAgain }).isVisible()).toBe(true);
  },
  sent: thanks(en.sent),
};

function thanks(words: string) {
  return async (page: Page, survey: string) => {
    // On a slow machine the first attempt is still under way when the thanks are there: what it says then settles.
    await expect.poll(() => panel(page).getByRole('status').textContent(), { timeout: 15_000 }).toBe(words);
    const title = SURVEYS[survey]?.ends?.find(({ id }) => id === END[survey])?.title;
    expect(await panel(page).locator('h3').textContent()).toBe(title ? english(title) : en.thanks);
  };
}

const NARROW = { width: 320, height: 640 };
const PHONE = { width: 390, height: 780 };
/** Here a form has other lines at 390 px than at 320 px; thanks are a few words. */
const AT_BOTH = /^(unanswered|answered|error|last)$/;

/** Every survey that has a state, one after the other on one page: looked at, and no wider than the window. */
async function throughAll(state: string, layout = 'dialog') {
  const first = SURVEYS['journey'] && /page|last/.test(state) ? 'journey' : 'feedback';
  const page = await openStage(`survey=${first}&state=${state}&layout=${layout}`, { viewport: NARROW });
  // the launcher is the same for all
  const names = state === 'closed' ? [first] : (await offer(page)).states[state]!;
  for (const name of names) {
    await show(page, name);
    await LOOKS[state]!(page, name).catch((error) => {
      error.message = `${name}: ${error.message}`;
      throw error;
    });
    expect(await tooWide(page), `${name} at 320 px`).toEqual([]);
    if (!AT_BOTH.test(state)) continue;
    await page.setViewportSize(PHONE);
    expect(await tooWide(page), `${name} at 390 px`).toEqual([]);
    await page.setViewportSize(NARROW);
  }
  return [first, ...names];
}

test('each state that the gallery offers is looked at here', async () => {
  const { states } = await offer(await openStage(''));
  expect(Object.keys(states).sort()).toEqual(Object.keys(LOOKS).sort());
});

test.each(Object.keys(LOOKS).filter((state) => state !== 'sent'))(
  'every survey of the gallery has the state "%s", and shows what it says',
  async (state) => void (await throughAll(state)),
);

test('every survey of the gallery is sent, and the collector stored each answer once, as a test', async () => {
  const before = (await rows()).length;
  const names = await throughAll('sent');
  const stored = (await rows()).slice(before).map(({ record }) => record);
  expect(stored.map(({ survey }) => survey.id)).toEqual(names);
  for (const { survey, test, answers, respondent } of stored) {
    expect(test, survey.id).toBe(true);
    // what has no pages is asked as a whole
    const asked = (SURVEYS[survey.id]?.pages ? [] : (SURVEYS[survey.id]?.questions ?? [])).filter(
      (question) => !('type' in question && /^(statement|contact)$/.test(question.type)),
    );
    expect(answers.map(({ question }) => question)).toEqual(expect.arrayContaining(asked.map(({ id }) => id)));
    expect(answers.length + (respondent?.contact ? 1 : 0), survey.id).toBeGreaterThan(0);
  }
  expect(stored.find(({ survey }) => survey.id === 'greeting')!.data).toEqual({ source: 'gallery' });
  expect(stored.find(({ survey }) => survey.id === 'contact')!.respondent!.contact).toEqual({
    email: 'kim@maru.example',
    name: 'Mina',
    wantsReply: true,
  });
});

test.each(['unanswered', 'sent'])('every survey has the state "%s" as a card in the page', async (state) => {
  await throughAll(state, 'inline');
});
