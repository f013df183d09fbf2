import { describe, expect, it } from 'vitest';
import { call, loadedBy, settled, tabOf, useStand } from './stand';

const stand = useStand();
const STUB = '<script>window.earshot=window.earshot||function(){(earshot.q=earshot.q||[]).push(arguments)}</script>';
const SUBMIT = (text: string) => `earshot('submit', { text: ${JSON.stringify(text)} });`;
const records = () => stand.batches.flatMap(({ records }) => records);
const words = () => records().map(({ answers }) => answers[0]?.value);

describe('Calls before the engine is there', () => {
  it('are made in order, those to the stub before those to the loader', async () => {
    const page = await stand.open({
      head: `${STUB}<script>earshot('setContext', { step: 1 }); ${SUBMIT('one')} earshot('setContext', { step: 2 }); ${SUBMIT('two')}</script>`,
      body: `<script>addEventListener('DOMContentLoaded', () => { earshot('setContext', { step: 3 }); ${SUBMIT('three')} })</script>`,
    });
    await expect.poll(() => words().sort()).toEqual(['one', 'three', 'two']);
    const steps = Object.fromEntries(records().map(({ answers, data }) => [answers[0]!.value, data?.['step']]));
    expect(steps).toEqual({ one: 1, two: 2, three: 3 });
    await page.close();
  });

  it('open the panel as soon as the tab is there', async () => {
    const page = await stand.open({ head: `${STUB}<script>earshot('open', 'ces')</script>` });
    await page.getByRole('dialog').waitFor();
  });

  it('are clicks too: an element with data-earshot-open loads the form at once', async () => {
    const page = await stand.open({
      body: '<button data-earshot-open="ces">Tell us</button>',
      before: () => {
        // Stands for a visitor on a slow or metered line: no form is loaded by itself.
        Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true } });
      },
    });
    await tabOf(page).waitFor();
    await settled(page);
    expect(stand.assets.paths.filter((path) => path.includes('chunks/panel.'))).toEqual([]);
    await page.getByText('Tell us').click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('radio').count()).toBe(7);
  });
});

describe('track()', () => {
  it('opens a prompt without a word or a sign from the tab: nobody has clicked it', async () => {
    const surveys = JSON.stringify({ bought: { preset: 'ces', trigger: { event: 'bought' } } });
    const page = await stand.open({ attributes: ` data-surveys='${surveys}'` });
    await tabOf(page).waitFor();
    await page.evaluate(() => {
      const button = [...document.documentElement.children]
        .find((it) => it.shadowRoot)!
        .shadowRoot!.querySelector('button')!;
      const seen: (string | null)[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(button.ariaBusy)).observe(button, { attributeFilter: ['aria-busy'] });
    });
    await call(page, 'track', 'bought');
    await page.getByRole('region').waitFor();
    expect(await page.evaluate(() => (window as never as { seen: unknown[] }).seen)).not.toContain('true');
  });
});

describe('init', () => {
  const INIT = () => `earshot('init', { endpoint: '${stand.endpoint}', project: 'tagged', label: 'Say it' });`;

  it('starts a script whose attributes a tag manager dropped', async () => {
    const page = await stand.open({
      script: '',
      head: `${STUB}<script>${INIT()}</script><script>
        const script = document.createElement('script');
        script.src = '${stand.assets.url}/earshot.js';
        document.head.append(script);</script>`,
    });
    await page.getByRole('button', { name: 'Say it' }).click();
    await page.getByRole('dialog').waitFor();
  });

  it('starts a script without currentScript, with assetsUrl, also when it comes after the script', async () => {
    const page = await stand.open({
      script: '',
      body: `<script type="module">
        const text = await (await fetch('${stand.assets.url}/earshot.js')).text();
        (0, eval)(text);
        setTimeout(() => {
          earshot('init', { endpoint: '${stand.endpoint}', project: 'tagged', label: 'Say it', assetsUrl: '${stand.assets.url}/' });
          ${SUBMIT('by eval')}
        }, 50);</script>`,
    });
    await page.getByRole('button', { name: 'Say it' }).click();
    await page.getByRole('dialog').waitFor();
    await expect.poll(words).toEqual(['by eval']);
    expect(stand.batches[0]!.project).toBe('tagged');
  });

  it('alone is awaited: without it and without attributes nothing appears and nothing is loaded', async () => {
    const page = await stand.open({ script: `<script async src="${stand.assets.url}/earshot.js"></script>` });
    await settled(page);
    await page.waitForTimeout(300);
    expect(await tabOf(page).count()).toBe(0);
    expect(await loadedBy(page)).toEqual(['/earshot.js']);
  });
});

describe('Two script tags on a page', () => {
  it('of the same project: the second warns once and stands down', async () => {
    const page = await stand.open({ script: stand.tag() + stand.tag() });
    await settled(page);
    expect(await tabOf(page).count()).toBe(1);
    expect(stand.said.filter((line) => line.includes('Earshot'))).toEqual([
      'warning: Earshot: shop is here. Set data-global?',
    ]);
  });

  it('of two projects: the second says that it needs data-global, and runs with it', async () => {
    const other = (attributes: string) => stand.tag(attributes).replace('data-project="shop"', 'data-project="blog"');
    const page = await stand.open({ script: stand.tag() + other('') });
    await settled(page);
    expect(await tabOf(page).count()).toBe(1);
    expect(stand.said.filter((line) => line.includes('data-global'))).toHaveLength(1);

    const both = await stand.open({
      script: stand.tag() + other(' data-global="blog" data-label="Blog"'),
      body: '<button data-blog-open="ces">Rate the blog</button>',
    });
    await both.getByRole('button', { name: 'Blog', exact: true }).waitFor();
    await both.getByRole('button', { name: 'Feedback' }).waitFor();
    await settled(both);
    expect(await both.evaluate(() => [typeof window['earshot' as never], typeof window['blog' as never]])).toEqual([
      'function',
      'function',
    ]);
    await both.getByText('Rate the blog').click();
    await expect.poll(() => both.getByRole('dialog').count()).toBe(1);
    await call(both, 'destroy');
    await expect.poll(() => both.getByRole('button', { name: 'Feedback' }).count()).toBe(0);
    expect(await both.evaluate(() => [typeof window['earshot' as never], typeof window['blog' as never]])).toEqual([
      'undefined',
      'function',
    ]);
  });
});
