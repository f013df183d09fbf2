import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { answerTo, replyScript } from '../../examples/react-native/bridge';
import { createForwarder } from '../../examples/react-native/forwarder';
import { visit } from '../support/browser';
import { collectorProcess } from '../support/collector-process';
import { memoryOutbox } from '../support/memory-outbox';
import { ROOT } from '../support/readme';
import { token } from '../support/stored';

const BUNDLE = join(ROOT, 'dist/earshot.webview.js');
const RECIPE = join(ROOT, 'examples/react-native');
/** `BASE_URL` of App.tsx. */
const BASE_URL = 'https://app.example.com/';

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

/** The page as the recipe's own command makes it. */
const recipePage = (): string => {
  if (!existsSync(BUNDLE)) throw new Error(`${BUNDLE} is missing. Run \`npm run build\` first.`);
  const copy = mkdtempSync(join(tmpdir(), 'earshot-recipe-'));
  ends.push(() => rmSync(copy, { recursive: true, force: true }));
  for (const name of ['make-page.mjs', 'web/index.html']) cpSync(join(RECIPE, name), join(copy, name));
  const made = spawnSync(process.execPath, ['make-page.mjs', BUNDLE], { cwd: copy, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`make-page.mjs failed: ${made.stderr}`);
  return JSON.parse(/= (".*");/.exec(readFileSync(join(copy, 'page.ts'), 'utf8'))![1]!);
};

test('the React Native recipe as it stands, page, bridge and forwarder: words reach the collector by the app alone, once', async () => {
  const collector = await collectorProcess(['my-app'], [new URL(BASE_URL).origin]);
  ends.push(() => collector.close());
  const browser = await visit();
  ends.push(() => browser.close());
  const outbox = memoryOutbox();
  const drain = createForwarder(outbox, `${collector.url}/v1/submissions`);
  const formWas: boolean[] = [];
  const requests: string[] = [];

  const page = await browser.newPage();
  await page.exposeFunction('nativeHears', async (message: string) => {
    const answer = answerTo(message, outbox, (isOpen) => formWas.push(isOpen));
    if (answer === undefined) return;
    await page.evaluate(replyScript(answer));
    await drain();
  });
  await page.addInitScript(() => {
    const { nativeHears } = window as never as { nativeHears(message: string): void };
    Object.assign(window, { ReactNativeWebView: { postMessage: (message: string) => void nativeHears(message) } });
  });
  const html = recipePage();
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url === BASE_URL) return route.fulfill({ contentType: 'text/html', body: html });
    requests.push(url);
    return route.abort();
  });
  await page.goto(BASE_URL);

  await page.evaluate("earshot('on', 'sent', ({ id }) => (window.sent = id))");
  const words = token();
  await page.getByRole('button', { name: 'Tell us' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('radio').nth(3).check({ force: true });
  await form.getByRole('textbox').first().fill(`${words} </script>\u2028`);
  await form.getByRole('button', { name: 'Send', exact: true }).click();

  await expect.poll(async () => (await collector.rows('my-app')).length).toBe(1);
  const [row] = await collector.rows('my-app');
  expect(JSON.stringify(row!.record.answers)).toContain(words);
  expect(row!.record.channel).toBe('webview');
  // what it was answered, it believed
  await expect.poll(() => page.evaluate('window.sent')).toBe(row!.record.id);
  expect(outbox.rows.size).toBe(0);
  expect(requests.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([]);
  await page.evaluate("earshot('close')");
  await expect.poll(() => formWas).toEqual([true, false]);
});
