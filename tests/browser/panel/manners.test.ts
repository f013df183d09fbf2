import { expect, test } from 'vitest';
import type { PanelHandle } from '../../../src/survey/panel-host';
import { deliver, mount, read, send, write } from './drive';
import { panelSession } from './session';

declare const stage: { root: ShadowRoot; handle: PanelHandle };
const { open, refuse } = panelSession();

test('what is changed after Send does not come back as a draft', async () => {
  const page = await open({ survey: 'ces', settleMs: 60_000 });
  await page.getByLabel('Agree', { exact: true }).check();
  await write(page, 'Words');
  await send(page);
  await expect.poll(async () => (await read<unknown[]>(page, 'filled')).length).toBe(1);
  await page.getByLabel('Disagree', { exact: true }).click();
  const drafts = (await read<[string, unknown?][]>(page, 'said')).filter(([what]) => what === 'draft');
  expect(drafts.at(-1)![1] ?? null).toBe(null);
  await deliver(page, 'sent');
});

test('the focus goes to the launcher where the opener was hidden meanwhile', async () => {
  const page = await open({ survey: 'ces' });
  await page.evaluate(() => (document.getElementById('opener')!.style.display = 'none'));
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => stage.root.activeElement?.textContent)).toBe('Feedback');
});

test('that nothing could be saved is in the status region too, where a screen reader hears it', async () => {
  const page = await open({ survey: 'ces', outcome: { ok: false, code: 'error' } });
  await page.getByLabel('Agree', { exact: true }).check();
  await send(page);
  await expect
    .poll(() => page.evaluate(() => stage.root.querySelector('.earshot [role=status]')!.textContent))
    .toMatch(/could not be saved/);
});

test('who asks for a prompt that is open gets its form, with the focus', async () => {
  const page = await open();
  await mount(page, { survey: 'ces', layout: 'prompt', trigger: 'prompt' });
  expect(await page.getByRole('radio').count()).toBe(0);
  await page.evaluate(() => stage.handle.focus());
  await page.getByRole('dialog').waitFor();
  expect(await page.getByRole('radio').count()).toBe(7);
  expect(await page.evaluate(() => stage.root.activeElement?.tagName)).toBe('H2');
});

test('of two languages asked for at once the last one stays', async () => {
  const page = await open({ survey: 'ces' });
  const lang = await page.evaluate(async () => {
    await Promise.all([stage.handle.setLocale('ko'), stage.handle.setLocale('en')]);
    return (stage.root.querySelector('.earshot') as HTMLElement).lang;
  });
  expect(lang).toBe('en');
});

test('a language that could not be loaded changes nothing', async () => {
  const page = await open({
    survey: { id: 'own', questions: [{ id: 'why', type: 'text', prompt: { en: 'Why?', ko: '왜요?' } }] } as never,
  });
  refuse(/\/ko-\w+\.js$/);
  const failed = await page.evaluate(() =>
    stage.handle.setLocale('ko').then(
      () => false,
      () => true,
    ),
  );
  expect(failed).toBe(true);
  await write(page, 'Words');
  expect(await page.locator('.earshot').textContent()).toMatch(/Why\?.*Send/s);
  expect(await page.locator('.earshot').getAttribute('lang')).toBe('en');
  await send(page);
  await expect.poll(() => read(page, 'filled')).toMatchObject([{ locale: 'en', answers: [{ prompt: 'Why?' }] }]);
});

test('a language is known by its tag in any case', async () => {
  const page = await open({ survey: 'nps', locale: 'KO-kr' });
  expect(await page.locator('.earshot').getAttribute('lang')).toBe('ko');
  await page.getByRole('button', { name: '보내기' }).waitFor();
});
