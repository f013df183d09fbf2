import type { Page } from 'playwright-core';
import { token } from '../../support/stored';
import { call, type OpenOptions } from '../script-tag/stand';
import { type Picture, picture } from './pictures';
import { FORM, TAB } from './visit';

/** A card that a page gives a place and letters of its own (else it has the page's, whatever they are), beside all else of us, whatever its sheet says of all its elements. */
const PLACE = `<div data-earshot-survey="helpful" style="display:block!important;position:absolute!important;
inset:300px auto auto 450px!important;width:300px!important;max-width:none!important;height:auto!important;margin:0!important;
padding:0!important;border:0!important;background:none!important;opacity:1!important;float:none!important;
--earshot-font:system-ui,sans-serif"></div>`;

const CARD = '[data-earshot-survey] .earshot';
const PROMPT = '.earshot.prompt';

const item = (id: string) => ({ id, label: { en: `The ${id}` } });
const [PRICE, SPEED, RANGE, LOW, HIGH] = ['price', 'speed', 'range', 'low', 'high'].map(item);

/** Questions that are chunks of their own on two pages, and a survey that opens by itself. */
const SURVEYS = {
  asked: { preset: 'ces', trigger: { event: 'done' } },
  journey: {
    version: '1',
    mode: 'interaction',
    title: { en: 'Your visit' },
    reply: false,
    pages: [
      { id: 'first', questions: ['goal', 'why'] },
      { id: 'last', questions: ['table', 'order'] },
    ],
    questions: [
      { id: 'goal', type: 'choice', multiple: true, prompt: { en: 'What for?' }, options: [PRICE, SPEED, RANGE] },
      { id: 'why', type: 'text', prompt: { en: 'Say more' } },
      {
        id: 'table',
        type: 'matrix',
        prompt: { en: 'How was…' },
        rows: [PRICE, SPEED],
        columns: [LOW, HIGH],
      },
      { id: 'order', type: 'ranking', order: 'kept', prompt: { en: 'In order' }, options: [PRICE, SPEED, RANGE] },
    ],
  },
};

/** A page with all of them; `launcher` is a shape of the tab. */
export const withOthers = ({ head = '', body = '', ...page }: OpenOptions, launcher: string): OpenOptions => ({
  ...page,
  attributes: ` data-launcher="${launcher}"`,
  head: `${head}<script type="application/json" data-earshot-config>${JSON.stringify({ surveys: SURVEYS })}</script>`,
  body: body + PLACE,
});

export interface Seen {
  pictures: { [what: string]: Picture };
  /** What was typed into the card and into the survey, and sent. */
  words: { card: string; journey: string };
}

const type = async (page: Page, form: string) => {
  const words = token();
  await page.locator(`${form} textarea`).click();
  await page.keyboard.type(words);
  return words;
};

const send = async (page: Page, form: string) => {
  await page.locator(`${form} .send`).click();
  await page.locator(form).getByText('Sent.', { exact: true }).first().waitFor();
};

/** Looks at each of them, and answers with mouse and keys as a visitor does. */
export async function lookAround(page: Page): Promise<Seen> {
  const pictures: Seen['pictures'] = {};
  const look = async (what: string, selector: string) => {
    await page.mouse.move(0, 0);
    pictures[what] = await picture(page, selector);
  };
  await page.locator(TAB).first().waitFor();
  await look('launcher', TAB);

  await call(page, 'track', 'done');
  await page.locator(`${PROMPT} .send`).waitFor();
  await look('prompt', PROMPT);
  await page.locator(`${PROMPT} .quiet`).first().click();
  await page.locator(PROMPT).waitFor({ state: 'detached' });

  await page.locator(`${CARD} .point`).first().waitFor();
  await look('card', CARD);
  await page.locator(`${CARD} .point`).nth(1).click();
  await page.locator(`${CARD} textarea`).waitFor();
  await look('card, answered', CARD);
  const card = await type(page, CARD);
  await send(page, CARD);

  await call(page, 'open', 'journey');
  await page.locator(`${FORM} .point`).first().waitFor();
  for (const at of [0, 2]) await page.locator(`${FORM} .point`).nth(at).click();
  await look('choice', FORM);
  const journey = await type(page, FORM);
  await page.locator(`${FORM} .send`).click();
  await page.locator(`${FORM} .matrix`).waitFor();
  for (const at of [1, 2]) await page.locator(`${FORM} .matrix .point`).nth(at).click();
  await page.locator(`${FORM} .ranks li`).first().locator('button').last().click();
  await look('matrix and ranking', FORM);
  await send(page, FORM);
  return { pictures, words: { card, journey } };
}
