import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, settled, tabOf, useStand } from './stand';

const stand = useStand();
const records = () => stand.batches.flatMap(({ records }) => records);
const texts = () => records().flatMap(({ answers }) => answers.filter(({ type }) => type === 'text'));

/** Chooses the first point of each question, writes, and presses Send. */
const fillIn = async (page: Page, form: string, text: string) => {
  const at = page.locator(form);
  await at.locator('fieldset').first().waitFor();
  for (const group of await at.locator('fieldset').all()) await group.locator('input').first().check({ force: true });
  await at.locator('textarea').fill(text);
  await at.locator('.send').click();
};

describe.each(['earshot.full.js', 'earshot.webview.js'])('%s, where nothing has to be fetched', (file) => {
  const tag = (attributes = '') => stand.tag(attributes).replace('/earshot.js', `/${file}`);

  for (const survey of ['feedback', 'ces', 'csat', 'nps', 'interaction'])
    it(`takes ${survey} from a call to the collector, and asks for no other file`, async () => {
      const page = await stand.open({ script: tag() });
      await call(page, 'open', survey);
      await fillIn(page, 'dialog', `about ${survey}`);
      await expect.poll(() => texts().map(({ value }) => value)).toEqual([`about ${survey}`]);
      expect(records()[0]!.survey.id).toBe(survey);
      expect(records()[0]!.answers.length).toBeGreaterThan(1);
      await page.locator('h3').waitFor();
      expect(stand.assets.paths).toEqual([`/${file}`]);
      // the browser's own request for an icon is none of ours
      const said = stand.said.filter((line) => /^(warning|error|pageerror)/.test(line) && !line.includes('404'));
      expect(said).toEqual([]);
    });

  it('takes the form in the page, and a survey from JSON', async () => {
    const surveys = {
      packing: {
        title: 'Packing',
        questions: [
          { id: 'how', type: 'choice', prompt: 'How was it?', options: [{ id: 'good', label: 'Good' }] },
          { id: 'why', type: 'text', prompt: 'Why?' },
        ],
      },
    };
    const page = await stand.open({
      script: tag(` data-surveys='${JSON.stringify(surveys)}'`),
      body: '<div data-earshot-survey="helpful"></div>',
    });
    await fillIn(page, '.inline', 'here');
    await call(page, 'open', 'packing');
    await fillIn(page, 'dialog', 'soft paper');
    await expect.poll(() => records().map(({ survey }) => survey.id)).toEqual(['helpful', 'packing']);
    expect(texts().map(({ value }) => value)).toEqual(['here', 'soft paper']);
  });

  it('makes calls to the stub and to the script in order', async () => {
    const page = await stand.open({
      head: `<script>window.earshot=function(){(earshot.q=earshot.q||[]).push(arguments)};
        earshot('setContext', { step: 1 }); earshot('submit', { text: 'one' }); earshot('setContext', { step: 2 })</script>`,
      script: tag(),
      body: `<script>addEventListener('DOMContentLoaded', () => earshot('submit', { text: 'two' }))</script>`,
    });
    await expect.poll(() => records().length).toBe(2);
    const steps = Object.fromEntries(records().map(({ answers, data }) => [answers[0]!.value, data?.['step']]));
    expect(steps).toEqual({ one: 1, two: 2 });
    expect(await call(page, 'submit', { text: 'three' })).toMatchObject({ ok: true, kept: 'device' });
  });

  it('prompts after an event, and the prompt becomes the form', async () => {
    const surveys = JSON.stringify({ bought: { preset: 'ces', trigger: { event: 'bought' } } });
    const script = `<script src="${stand.assets.url}/earshot.surveys.js"></script>${tag(` data-surveys='${surveys}'`)}`;
    const page = await stand.open({ script });
    await call(page, 'track', 'bought');
    await page.getByRole('region').getByRole('button', { name: 'Answer' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('radio').count()).toBe(7);
  });

  it('changes the language of an open form', async () => {
    const page = await stand.open({ script: tag() });
    await call(page, 'open', 'ces');
    await call(page, 'setLocale', 'ko');
    await page.getByRole('dialog', { name: '의견 보내기' }).waitFor();
    expect(await page.locator('.earshot .send').textContent()).toBe('보내기');
  });

  it('destroy() leaves no node, no listener that answers, and no global (Q16)', async () => {
    const page = await stand.open({ script: tag(), body: '<button data-earshot-open>Tell us</button>' });
    await tabOf(page).click();
    await page.getByRole('dialog').waitFor();
    await call(page, 'destroy');
    await page.getByText('Tell us').click();
    expect(await page.evaluate(() => [document.documentElement.children.length, 'earshot' in window])).toEqual([
      2,
      false,
    ]);
  });

  it('that cannot start says why, leaves no tab that does nothing, and answers calls (Q16)', async () => {
    const page = await stand.open({
      script: tag(),
      before: () => {
        const { requestIdleCallback } = window;
        let first = true;
        // the loader's own idle callback comes first
        window.requestIdleCallback = (job, options) => {
          if (!first) throw new Error('no idle time');
          first = false;
          return requestIdleCallback(job, options);
        };
      },
    });
    await expect.poll(() => stand.said.join('\n')).toContain('warning: Earshot: Error: no idle time');
    expect(await page.evaluate(() => document.documentElement.children.length)).toBe(2);
    expect(await call(page, 'open')).toBeUndefined();
    expect(stand.said.filter((line) => line.startsWith('pageerror'))).toEqual([]);
  });

  it('whose second part cannot be made says so, and the words are kept and arrive all the same', async () => {
    const page = await stand.open({
      script: tag(),
      before: () => {
        window.MutationObserver = class {
          constructor() {
            throw new Error('no observers here');
          }
        } as never;
      },
    });
    await settled(page);
    await call(page, 'open', 'ces');
    await fillIn(page, 'dialog', 'still here');
    await expect.poll(() => texts().map(({ value }) => value)).toEqual(['still here']);
    expect(stand.said.join('\n')).toContain('warning: Earshot: Error: no observers here');
  });
});
