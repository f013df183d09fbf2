import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Filled } from '../../../src/survey/panel-host';
import { engine } from '../../support/browser';
import { mount, PRESETS, read } from './drive';
import { DESKTOP, PHONE, panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();

/** What has the focus inside the panel: a radio by its group, else the tag and its text. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let it = document.activeElement;
    while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
    return it instanceof HTMLInputElement && it.type === 'radio' ? it.name : `${it?.localName}.${it?.className}`;
  });

const sizes = [DESKTOP, PHONE].flatMap((size) => ['en', 'ko'].map((lang) => ({ size, lang, at: size.viewport.width })));

test.each(sizes)('each preset is completed with the keyboard alone ($at px, $lang)', async ({ size, lang }) => {
  const page = await open(undefined, { ...size, lang });
  for (const survey of PRESETS) {
    const inline = survey === 'helpful';
    await mount(page, { survey, layout: inline ? 'inline' : 'dialog', settleMs: 0 });
    if (inline) await page.locator('#opener').focus();
    const rated: string[] = [];
    for (let steps = 0; !(await focused(page)).startsWith('button.send'); steps++) {
      expect(steps, 'Send is reached').toBeLessThan(40);
      await page.keyboard.press('Tab');
      const at = await focused(page);
      if (at.includes('.')) {
        if (at.startsWith('textarea')) await page.keyboard.type('Words');
      } else if (!rated.includes(at)) {
        rated.push(at);
        // Space chooses the first, an arrow moves on, and neither sends or closes anything.
        await page.keyboard.press('Space');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      }
    }
    await page.keyboard.press('Enter');
    await page.locator('.earshot h3').waitFor();
    expect(await focused(page), 'focus after Send').toBe('h3.');
    const [filled] = await read<Filled[]>(page, 'filled');
    expect(filled!.locale).toBe(lang);
    expect(filled!.answers.map(({ question }) => question).filter((it) => it !== 'comment')).toEqual(rated);
    expect(filled!.answers.at(-1)).toMatchObject({ question: 'comment', value: 'Words' });
    if (inline) continue;
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.id), 'focus returns').toBe('opener');
    expect(await read(page, 'said')).toContainEqual(['closed', 'submitted']);
  }
});

test('the opened dialog has a name and its heading has the focus', async () => {
  const page = await open({ survey: 'ces' });
  expect(await focused(page)).toBe('h2.');
  await page.getByRole('dialog', { name: 'Feedback' }).waitFor();
});

test('the panel stands at once, and whoever is at work in it keeps the focus', async () => {
  const page = await open();
  await page.waitForFunction('window.stage');
  const held = await page.evaluate(async () => {
    const { stage } = window as unknown as { stage: Stage };
    const jobs: (() => void)[] = [];
    const { setTimeout } = window;
    window.setTimeout = ((job: () => void) => jobs.push(job)) as never;
    stage.mount({ survey: 'ces' });
    // it waits for no timer: a panel that is closed before it is mounted would be open for ever
    for (let tries = 0; !stage.handle && tries < 100; tries++) await new Promise((go) => setTimeout(go, 50));
    stage.root.querySelector<HTMLElement>('[type=radio]')!.focus();
    window.setTimeout = setTimeout;
    for (const job of jobs) job();
    return { stands: !!stage.handle, jobs: jobs.length };
  });
  expect(held.stands).toBe(true);
  expect(held.jobs).toBeGreaterThan(0);
  expect(await focused(page)).toBe('ces');
});

test('on a desktop Tab leaves the panel for the page; on a phone the sheet keeps it', async () => {
  const leaves = async (page: Page, key: string) => {
    for (let steps = 0; steps < 40; steps++) {
      await page.keyboard.press(key);
      const id = await page.evaluate(() => document.activeElement?.id);
      if (id === 'host-field' || id === 'opener') return true;
    }
    return false;
  };
  for (const key of ['Tab', 'Shift+Tab']) {
    // behind the last element Firefox goes to its own buttons, and its driver does not come back from there
    if (engine !== 'firefox' || key !== 'Tab')
      expect(await leaves(await open({ survey: 'ces' }, DESKTOP), key)).toBe(true);
    expect(await leaves(await open({ survey: 'ces' }, PHONE), key)).toBe(false);
  }
});

test('Esc acts only while the focus is inside ours', async () => {
  const page = await open({ survey: 'ces' });
  await page.locator('#host-field').focus();
  await page.keyboard.press('Escape');
  expect(await page.locator('.earshot').count()).toBe(1);
  await page.evaluate('stage.handle.focus()');
  await page.keyboard.press('Escape');
  expect(await page.locator('.earshot').count()).toBe(0);
  expect(await read(page, 'said')).toContainEqual(['closed', 'dismissed']);
});

test('Esc in an inline form closes the dialog of the page that it stands in', async () => {
  const page = await open({ survey: 'helpful', layout: 'inline' });
  await page.evaluate(() => {
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.id = 'around';
    dialog.append(document.getElementById('inline')!);
    dialog.showModal();
  });
  await page.getByLabel('No', { exact: true }).check({ force: true });
  await page.locator('#inline textarea').focus();
  await page.keyboard.press('Escape');
  expect(await page.locator('#around').evaluate((it) => (it as HTMLDialogElement).open)).toBe(false);
  expect(await page.locator('#inline .earshot').count()).toBe(1);
});

test("keys typed in the panel never reach a host's hotkeys, not even those that listen in the capture phase", async () => {
  const page = await open({ survey: 'ces' });
  await page.evaluate(() => {
    const heard: string[] = ((window as unknown as { heard: string[] }).heard = []);
    for (const type of ['keydown', 'keypress', 'keyup'])
      document.addEventListener(
        type,
        (event) => {
          heard.push((event as KeyboardEvent).key);
          event.preventDefault();
        },
        true,
      );
  });
  await page.locator('.earshot textarea').focus();
  await page.keyboard.type('jk/ Words');
  expect(await page.locator('.earshot textarea').inputValue()).toBe('jk/ Words');
  // Held down, so that it repeats: the panel is gone with the first, the focus is back in the page.
  for (let times = 0; times < 3; times++) await page.keyboard.down('Escape');
  expect(await page.locator('.earshot').count()).toBe(0);
  await page.keyboard.up('Escape');
  expect(await page.evaluate('heard')).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await page.evaluate('heard'), 'the next one is the page’s').toEqual(['Escape', 'Escape']);
  await page.locator('#host-field').focus();
  await page.keyboard.press('x');
  expect(await page.evaluate('heard')).toContain('x');
});

test('clicks outside never discard, on a desktop nor on the shade behind a sheet', async () => {
  for (const size of [DESKTOP, PHONE]) {
    const page = await open({ survey: 'ces' }, size);
    await page.mouse.click(5, 5);
    expect(await page.locator('.earshot').count()).toBe(1);
  }
});

test('when the opener is gone the focus goes back to the launcher', async () => {
  const page = await open({ survey: 'ces' });
  await page.evaluate(() => document.getElementById('opener')!.remove());
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('button.');
});

test('"Clear answer" takes the rating back, keeps the text and leaves the focus on the scale', async () => {
  const page = await open({ survey: 'ces' });
  await page.getByLabel('Somewhat agree').check();
  await page.locator('.earshot textarea').fill('Words');
  await page.getByRole('button', { name: 'Clear answer' }).press('Enter');
  expect(await focused(page)).toBe('ces');
  expect(await page.locator('.earshot :checked').count()).toBe(0);
  expect(await page.locator('.earshot textarea').inputValue()).toBe('Words');
  expect(await page.getByRole('button', { name: 'Clear answer' }).count()).toBe(0);
});
