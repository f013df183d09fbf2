import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Survey } from '../../../src/contract/types';
import type { Draft, Filled } from '../../../src/survey/panel-host';
import { type Change, deliver, mount, read, send, write } from './drive';
import { panelSession } from './session';

const { open } = panelSession();

/** Writes down everything that the status region says, as assistive technology would hear it. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const said: string[] = ((window as unknown as { heard: string[] }).heard = []);
    const region = stage.root.querySelector('.earshot [role=status]')!;
    new MutationObserver(() => region.textContent && said.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
declare const stage: { root: ShadowRoot };
const heard = (page: Page) => page.evaluate('heard') as Promise<string[]>;

async function sendWords(page: Page, change: Change, words = 'Words') {
  await mount(page, { survey: 'ces', ...change });
  await listen(page);
  await page.getByLabel('Somewhat agree').check();
  await write(page, words);
  await send(page);
}

/** What a paste into the host's field gives. */
const pasted = async (page: Page) => {
  await page.locator('#host-field').focus();
  await page.keyboard.press('Control+v');
  return page.locator('#host-field').inputValue();
};

const saved = 'Saved on this device. It will be sent the next time this site is open and online.';

test('an ack within the settle time skips "saved": only "sent" is shown and announced, once', async () => {
  const page = await open();
  await sendWords(page, { settleMs: 60_000 });
  expect(await page.locator('.earshot h3').count()).toBe(0);
  await deliver(page, 'sending');
  await deliver(page, 'sent');
  await page.getByText('Sent.').waitFor();
  expect(await heard(page)).toEqual(['Sending…', 'Sent.']);
});

test('without an ack "saved" is shown after the settle time, then "sent"; each is announced once', async () => {
  const page = await open();
  await sendWords(page, { settleMs: 50 });
  await page.getByText(saved).waitFor();
  await deliver(page, 'sending');
  await deliver(page, 'sending');
  await deliver(page, 'sent');
  expect(await heard(page)).toEqual(['Sending…', saved, 'Saved on this device. Sending…', 'Sent.']);
});

test('what waits says that it is saved, and when it will be sent', async () => {
  const page = await open();
  await sendWords(page, { settleMs: 60_000, delivery: ['waiting'] });
  await page.getByText(`Not sent yet. ${saved}`).waitFor();
});

test('what is only in memory is never called saved on this device (Q12)', async () => {
  const page = await open();
  for (const delivery of [[], ['sending'], ['waiting']] as const) {
    await sendWords(page, { settleMs: 0, delivery: [...delivery], outcome: { ok: true, id: '1', kept: 'memory' } });
    await page.locator('.earshot h3').waitFor();
    expect(await page.locator('.earshot > div').textContent()).not.toMatch(/saved|device/i);
    expect(await page.locator('.earshot > div').textContent()).toContain('Keep this page open');
  }
});

test('a refused message keeps its words, which can be copied and sent again', async () => {
  const page = await open();
  await sendWords(page, { settleMs: 0, delivery: ['refused'] });
  await page.getByText('This could not be delivered. Your words are kept here.').waitFor();
  expect(await page.locator('.earshot blockquote').textContent()).toBe('Words');
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await pasted(page)).toBe('Words');
});

test('"Send again" stays open, says that it is sending, and what became of it, refused once more or sent', async () => {
  const page = await open();
  await sendWords(page, { settleMs: 0, delivery: ['refused'] });
  const refused = page.getByText('This could not be delivered. Your words are kept here.');
  await refused.waitFor();
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByText('Saved on this device. Sending…').waitFor();
  expect(await read(page, 'said')).toContainEqual(['resend', 'one']);
  expect(await page.locator('.earshot h3').evaluate((it) => it.matches(':focus'))).toBe(true);
  await deliver(page, 'refused');
  await refused.waitFor();
  expect(await page.locator('.earshot blockquote').textContent()).toBe('Words');
  await page.getByRole('button', { name: 'Send again' }).click();
  await deliver(page, 'sent');
  await page.getByText('Sent.').waitFor();
  expect((await read<unknown[][]>(page, 'said')).map(([what]) => what)).not.toContain('closed');
});

test('where there is no clipboard, as on a page without TLS, Copy copies the selected words', async () => {
  const page = await open();
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await sendWords(page, { settleMs: 0, delivery: ['refused'] }, 'Selected words');
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await pasted(page)).toBe('Selected words');
});

test('when nothing was kept the form stays with every word, says so, and can be sent again', async () => {
  const page = await open();
  await sendWords(page, { outcome: { ok: false, code: 'error' } });
  await page.locator('.problem', { hasText: 'This could not be saved.' }).waitFor();
  expect(await page.locator('.earshot textarea').inputValue()).toBe('Words');
  expect(await page.locator('.earshot :checked').count()).toBe(1);
  await send(page);
  await expect.poll(async () => (await read<Filled[]>(page, 'filled')).length).toBe(2);
  expect(await read(page, 'said')).not.toContainEqual(['draft', undefined]);
});

test('too_large is said beside the text, which stays and has the focus', async () => {
  const page = await open();
  await sendWords(page, { outcome: { ok: false, code: 'too_large', maxBytes: 32768 } });
  await page.getByText('This is too long to send.').waitFor();
  const field = page.locator('.earshot textarea');
  expect(await field.inputValue()).toBe('Words');
  expect(await field.evaluate((it) => it.matches(':focus'))).toBe(true);
});

test('Send twice sends once', async () => {
  const page = await open();
  await mount(page, { survey: 'ces', settleMs: 500 });
  await page.getByLabel('Somewhat agree').check();
  await page.locator('.earshot .send').dblclick();
  await page.locator('.earshot h3').waitFor();
  expect(await read<Filled[]>(page, 'filled')).toHaveLength(1);
});

test('Send is never disabled: with nothing entered it says what is missing and goes there', async () => {
  const page = await open({ survey: 'feedback' });
  expect(await page.locator('.earshot .send').isEnabled()).toBe(true);
  await send(page);
  const group = page.getByRole('radiogroup', { name: 'Overall, how satisfied are you with Acme?' });
  expect(await group.evaluate((it) => it.querySelector('input')!.matches(':focus'))).toBe(true);
  const message = page.getByText('Choose a rating or write something.');
  expect(await group.getAttribute('aria-describedby')).toBe(await message.getAttribute('id'));
  await write(page, 'x');
  expect(await message.count()).toBe(0);
});

test('the draft is kept with each answer, never holds contact, and is gone once the words are kept', async () => {
  const page = await open({ survey: 'feedback', settleMs: 0 });
  await page.getByLabel('Satisfied', { exact: true }).check({ force: true });
  await page.getByLabel('I’d like a reply').check();
  await page.getByLabel('Email').fill('ada@example.com');
  await write(page, 'Words');
  const drafts = async () =>
    (await read<['draft', Draft | undefined][]>(page, 'said')).filter(([what]) => what === 'draft').map(([, it]) => it);
  expect((await drafts()).at(-1)).toEqual({ values: { csat: 4, comment: 'Words' } });
  expect(JSON.stringify(await drafts())).not.toContain('ada');
  await send(page);
  await page.getByText('We’ll reply to ada@example.com.').waitFor();
  expect(((await drafts()).at(-1) ?? null) as unknown).toBe(null);
  const [filled] = await read<Filled[]>(page, 'filled');
  expect(filled!.contact).toEqual({ email: 'ada@example.com', wantsReply: true });
  expect(filled!.consentTextVersion).toBe('en-1');
});

test('a draft comes back into the form', async () => {
  const page = await open({
    survey: 'feedback',
    draft: { values: { csat: 2, category: ['idea'], comment: 'From before' } },
  });
  expect(await page.locator('.earshot textarea').inputValue()).toBe('From before');
  expect(await page.locator('.earshot :checked').count()).toBe(2);
  await page.getByText('What went wrong?').waitFor();
});

test('a changed rating changes the prompt and never the text', async () => {
  const page = await open({ survey: 'ces' });
  await page.getByLabel('Strongly agree').check();
  await write(page, 'Words');
  await page.getByText('What worked well?').waitFor();
  await page.getByLabel('Strongly disagree').check();
  await page.getByText('What made it difficult?').waitFor();
  expect(await page.locator('.earshot textarea').inputValue()).toBe('Words');
});

test('beside contact stand purpose, items, retention, that one can send without it, and the privacy page', async () => {
  const page = await open({ survey: 'feedback' });
  expect(await page.getByLabel('Email').count()).toBe(0);
  await page.getByLabel('I’d like a reply').check();
  const note = page.locator('#earshot-use');
  expect(await note.textContent()).toBe(
    'We use your email address only to reply to this. We keep it for 90 days. You can send without this. Privacy',
  );
  expect(await note.locator('a').getAttribute('href')).toBe('https://example.com/privacy');
  await write(page, 'Words');
  await send(page);
  await page.getByText('Enter a valid email address, or untick “I’d like a reply”.').waitFor();
  expect(await page.getByLabel('Email').evaluate((it) => it.matches(':focus'))).toBe(true);
  await page.getByLabel('I’d like a reply').uncheck();
  await send(page);
  await expect.poll(async () => (await read<Filled[]>(page, 'filled')).length).toBe(1);
  expect((await read<Filled[]>(page, 'filled'))[0]!.contact).toBeUndefined();
});

test('without a number of days nothing is said about how long contact is kept', async () => {
  for (const retentionDays of [0, undefined]) {
    const page = await open({ survey: 'feedback', retentionDays });
    await page.getByLabel('I’d like a reply').check();
    expect(await page.locator('#earshot-use').textContent()).toBe(
      'We use your email address only to reply to this. You can send without this. Privacy',
    );
  }
});

test('known contact needs no fields; without anybody who answers there is no offer', async () => {
  const page = await open({ survey: 'ces', settleMs: 0, knownContact: { email: 'ada@example.com', name: 'Ada' } });
  await page.getByLabel('I’d like a reply').check();
  expect(await page.getByLabel('Email').count()).toBe(0);
  await write(page, 'Words');
  await send(page);
  await page.getByText('We’ll reply to ada@example.com.').waitFor();
  expect((await read<Filled[]>(page, 'filled'))[0]!.contact).toEqual({
    email: 'ada@example.com',
    name: 'Ada',
    wantsReply: true,
  });
  expect((await read<Filled[]>(page, 'filled'))[0]!.consentTextVersion, 'no text was shown').toBeUndefined();
  await mount(page, { survey: 'ces', reply: false });
  expect(await page.getByLabel('I’d like a reply').count()).toBe(0);
});

test('known contact that no reply could reach is asked for again, and nothing is sent to an address that is too long', async () => {
  const long = `${'a'.repeat(64)}@${'b'.repeat(251)}.com`;
  const page = await open({ survey: 'ces', settleMs: 0, knownContact: { email: 'ada', name: 'Ada' } });
  await page.getByLabel('I’d like a reply').check();
  const field = page.getByLabel('Email');
  await write(page, 'Words');
  for (const wrong of [`a${long}`, long.replace('@', '@b')]) {
    await field.fill(''); // else Firefox's driver adds to what is in a field of this type
    await field.fill(wrong);
    await send(page);
    await page.getByText('Enter a valid email address').waitFor();
    expect(await field.evaluate((it) => it.matches(':focus'))).toBe(true);
  }
  expect(await read(page, 'filled')).toEqual([]);
  await field.fill('');
  await field.fill(long);
  await send(page);
  await page.locator('.earshot h3').waitFor();
  expect((await read<Filled[]>(page, 'filled'))[0]).toMatchObject({
    contact: { email: long, name: 'Ada', wantsReply: true },
    consentTextVersion: 'en-1',
  });
});

test('several answers may be chosen in a group, which says nothing that its role may not (ARIA 1.2, aria-required)', async () => {
  const options = [
    { id: 'a', label: 'A' },
    { id: 'b', label: 'B' },
  ];
  for (const multiple of [true, false]) {
    const questions = [{ id: 'tools', type: 'choice' as const, multiple, required: true, prompt: 'Which?', options }];
    const page = await open({
      survey: { id: 'own', version: '1', mode: 'interaction', title: 'Own', questions },
    });
    const group = page.getByRole(multiple ? 'group' : 'radiogroup', { name: 'Which?' });
    expect(await group.getAttribute('aria-required')).toBe(multiple ? null : 'true');
  }
});

test('only a field with a problem has the colour of one', async () => {
  const page = await open({ survey: 'feedback' });
  const border = (field: string) =>
    page.locator(`.earshot ${field}`).evaluate((it) => getComputedStyle(it).borderTopColor);
  await page.getByLabel('I’d like a reply').check();
  const plain = await border('textarea');
  expect(await border('[type=email]')).toBe(plain);
  await write(page, 'a'.repeat(4001));
  await send(page);
  expect(await border('textarea')).not.toBe(plain);
  expect(await border('[type=email]')).toBe(await border('textarea'));
});

test('requireConsent: nothing is sent without the tick, and a plain sentence says why', async () => {
  const page = await open({ survey: 'ces', requireConsent: true });
  await write(page, 'Words');
  await send(page);
  await page.getByText('Tick this box first: nothing is sent without it.').waitFor();
  expect(await read(page, 'filled')).toEqual([]);
  await page.getByLabel('I agree that what I send here is stored and used to improve Acme.').check();
  await send(page);
  await page.locator('.earshot h3').waitFor();
  expect((await read<Filled[]>(page, 'filled'))[0]!.consentTextVersion).toBe('en-1');
});

test('a panel closed while it is sending leaves its last word with the launcher', async () => {
  const page = await open();
  await sendWords(page, { settleMs: 60_000 });
  await page.getByRole('button', { name: 'Close' }).click();
  expect(await read(page, 'said')).toContainEqual(['announce', saved]);
  expect(await read(page, 'said')).toContainEqual(['closed', 'submitted']);
});

test('an unknown survey is refused by name, and leaves nothing behind', async () => {
  const page = await open();
  await expect(mount(page, { survey: 'nosuch' as 'ces' })).rejects.toThrow('no survey "nosuch"');
  expect(await page.locator('.earshot').count()).toBe(0);
});

test('a message describes its group and the first point, whatever is in the ids', async () => {
  const id = `it's"5"]`;
  const survey: Survey = {
    id: 'own',
    version: '1',
    mode: 'interaction',
    title: 'Own',
    questions: [
      { id: 'why', type: 'text', prompt: 'Why?' },
      {
        id,
        type: 'scale',
        metric: 'custom',
        scale: { min: 1, max: 3, direction: 'higher_better', positive: [3, 3] },
        look: 'list',
        prompt: 'How much?',
        labels: ['Low', 'Medium', 'High'],
        bands: [1, 2],
        required: true,
      },
    ],
  };
  const page = await open({ survey });
  const points = page.getByRole('radio');
  const labels = await page.locator('.earshot .point').allTextContents();
  expect(labels, 'three points stand in the order of the scale').toEqual(['Low', 'Medium', 'High']);
  await write(page, 'Words');
  await send(page);
  const message = (await page.getByText('Please answer this.').getAttribute('id'))!;
  const described = () => points.first().getAttribute('aria-describedby');
  expect(await page.getByRole('radiogroup').getAttribute('aria-describedby')).toBe(message);
  expect(await points.first().evaluate((it) => it.matches(':focus'))).toBe(true);
  expect(await described()).toBe(message);
  await points.first().press('Space');
  expect(await described()).toBe(null);
  await send(page);
  await page.locator('.earshot h3').waitFor();
});

test('a survey in words of several languages falls back to English and says so', async () => {
  const survey: Survey = {
    id: 'own',
    version: '1',
    mode: 'interaction' as const,
    title: { en: 'Two questions', ko: '두 가지 질문' },
    questions: [
      {
        id: 'tools',
        type: 'choice' as const,
        multiple: true,
        required: true,
        prompt: { en: 'Which do you use?' },
        options: [
          { id: 'a', label: 'A' },
          { id: 'b', label: 'B' },
        ],
      },
      { id: 'why', type: 'text' as const, prompt: { en: 'Why?', ko: '왜 그런가요?' }, maxLength: 10 },
    ],
  };
  const page = await open({ survey, settleMs: 0 }, { lang: 'ko' });
  expect(await page.locator('.earshot h2').textContent()).toBe('두 가지 질문');
  expect(await page.getByText('Which do you use?').getAttribute('lang')).toBe('en');
  expect(await page.getByText('왜 그런가요?').getAttribute('lang')).toBe(null);
  await send(page);
  await page.getByText('이 질문에 답해 주세요.').waitFor();
  for (const label of ['A', 'B']) await page.getByLabel(label, { exact: true }).check({ force: true });
  await send(page);
  await page.locator('.earshot h3').waitFor();
  expect((await read<Filled[]>(page, 'filled'))[0]).toMatchObject({
    survey: { id: 'own', version: '1' },
    locale: 'en',
    answers: [{ question: 'tools', type: 'choice', value: ['a', 'b'], prompt: 'Which do you use?', label: 'A, B' }],
  });
});
