import { expect, test } from 'vitest';
import { useStage } from '../support/stage';
import { expectNothingStored, expectStoredOnce, token, waiting } from '../support/stored';

const stage = useStage();

/** Not every engine's driver hears the console. */
const keepWarnings = () => {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (...words) => {
    warnings.push(words.join(' '));
    warn.apply(console, words);
  };
  Object.assign(window, { warnings });
};

test('fault 12: a policy that only reports blocks nothing, and is not said to (Q2)', async () => {
  const scene = await stage.scene();
  const policy = `default-src 'none'; script-src 'nonce-page' 'strict-dynamic'; connect-src 'none'`;
  const tab = await scene.tab({ headers: { 'content-security-policy-report-only': policy } });
  const words = token();
  const reported = tab.page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.disposition)),
      ),
  );
  await tab.submit(words);
  await expectStoredOnce(scene, [words], tab);
  expect(await reported).toBe('report');
  expect((await tab.events('error')).map(({ detail }) => detail.code)).not.toContain('blocked');
});

test('fault 12: a CSP that blocks the endpoint is named as `blocked`, and the words are kept until it is mended (Q2, Q8)', async () => {
  const scene = await stage.scene();
  const policy = `default-src 'none'; script-src 'nonce-page' 'strict-dynamic'; connect-src 'none'`;
  const blocked = await scene.tab({ headers: { 'content-security-policy': policy }, before: keepWarnings });
  const warnings = () => blocked.page.evaluate(() => (window as never as { warnings: string[] }).warnings);
  const words = token();
  expect(await blocked.submit(words)).toMatchObject({ ok: true, kept: 'device' });
  await expect.poll(async () => (await blocked.events('error')).map(({ detail }) => detail.code)).toContain('blocked');
  await expect.poll(async () => (await warnings()).join('\n')).toMatch(/connect-src/);
  expect(scene.proxy.seen).toEqual([]);
  expect(await waiting(scene, blocked)).toBe(1);
  await blocked.page.close();
  await expectNothingStored(scene);

  await expectStoredOnce(scene, [words], await scene.tab());
});
