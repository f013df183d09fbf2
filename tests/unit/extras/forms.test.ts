// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { Survey } from '../../../src/contract/types';
import { startEngine } from './engine';

vi.spyOn(console, 'warn').mockImplementation(() => {});

const place = (survey = 'helpful') => {
  const element = document.createElement('div');
  element.dataset['earshotSurvey'] = survey;
  document.body.append(element);
  return element;
};
const survey = (id: string) => ({ id, version: '1', mode: 'interaction' }) as Survey;

describe('Forms in the page', () => {
  it('hear of setTheme, setLocale and destroy as the dialog does (Q16)', async () => {
    place();
    const { call, forms } = startEngine();
    await call('page');
    await call('open', 'ces');
    await expect.poll(() => forms.length).toBe(2);
    await call('setTheme', 'dark');
    await call('setLocale', 'ko');
    expect(forms.map(({ said }) => said)).toEqual([
      ['dark', 'ko'],
      ['dark', 'ko'],
    ]);
    await call('destroy');
    expect(forms.map(({ gone }) => gone)).toEqual([true, true]);
  });

  it('begin anew after reset(), and stay where the visitor closed them', async () => {
    const container = place();
    place('csat');
    const { call, forms } = startEngine();
    await call('page');
    await expect.poll(() => forms.length).toBe(2);
    forms[1]!.close();
    await call('reset');
    await expect.poll(() => forms.length).toBe(3);
    expect(forms.map(({ gone }) => gone)).toEqual([true, true, false]);
    expect(container.shadowRoot!.childElementCount).toBe(1);
  });

  it('are put away when their place is gone, and come back with it', async () => {
    const container = place();
    const { call, forms } = startEngine();
    await call('page');
    await expect.poll(() => forms.length).toBe(1);
    container.remove();
    await call('page');
    expect(forms[0]!.gone).toBe(true);
    document.body.append(container);
    await call('page');
    await expect.poll(() => forms.length).toBe(2);
  });

  it('that could not be shown are tried again by the next page()', async () => {
    place();
    let offline = true;
    const { call, forms } = startEngine({ fails: () => offline });
    await call('page');
    await call('mount', '[data-earshot-survey]');
    expect(forms).toHaveLength(0);
    offline = false;
    await call('page');
    await expect.poll(() => forms.length).toBe(1);
    await call('page');
    expect(forms).toHaveLength(1);
  });

  it('are not taken for the dialog: what is dismissed is the survey of the form that was closed', async () => {
    place();
    const { call, forms, sent } = startEngine({ consent: 'granted' });
    await call('page');
    await call('open', 'ces');
    await expect.poll(() => forms.length).toBe(2);
    const inline = forms.find(({ host }) => host.layout === 'inline')!;
    const dialog = forms.find(({ host }) => host.layout === 'dialog')!;
    dialog.host.shown(survey('ces'), 'en');
    inline.host.shown(survey('helpful'), 'en');
    dialog.host.closed('dismissed');
    await expect
      .poll(() => sent.map(({ kind, survey: { id } }) => `${kind} ${id}`).sort())
      .toEqual(['dismissal ces', 'impression ces', 'impression helpful']);
  });
});

describe('setLocale()', () => {
  it('says what went wrong, and throws nothing into the page (Q16)', async () => {
    const { call, forms, heard, hear } = startEngine();
    await hear();
    await call('open', 'ces');
    forms[0]!.setLocale = () => Promise.reject(new Error('offline'));
    await expect(call('setLocale', 'ko')).resolves.toBeUndefined();
    // listeners hear from a timer on, which comes after the first calls
    await expect
      .poll(() => heard.filter(([name]) => name === 'error'))
      .toMatchObject([['error', { code: 'call', survey: 'setLocale' }]]);
  });
});

describe('submit()', () => {
  it.each([
    ['5,000 letters', 'a'.repeat(5000), { ok: false, code: 'too_large' }],
    ['4,000 letters', 'a'.repeat(4000), { ok: true }],
    ['4,000 signs of two units each', '\u{1F600}'.repeat(4000), { ok: true }],
    ['4,000 letters in two parts each, which are one in NFC', 'e\u0301'.repeat(4000), { ok: true }],
    ['4,001 signs', '\u{1F600}'.repeat(4001), { ok: false, code: 'too_large' }],
  ])('measures words as the contract does: %s', async (_, text, outcome) => {
    const { call } = startEngine();
    expect(await call('submit', { text })).toMatchObject(outcome);
    const answers = [{ question: 'why', type: 'text', value: text, prompt: 'Why?' }];
    expect(await call('submit', { answers })).toMatchObject(outcome);
  });
});

describe('Extras that come after destroy()', () => {
  it('begin nothing, and keep the words that were on their way', async () => {
    place();
    const open = vi.spyOn(globalThis, 'BroadcastChannel');
    const observe = vi.spyOn(MutationObserver.prototype, 'observe');
    const listen = vi.spyOn(window, 'addEventListener');
    const { call, engine, extras, forms, sent, host } = startEngine({ maskText: true, config: '/surveys.json' });
    const ask = vi.spyOn(globalThis, 'fetch');
    const kept = engine.keep(
      'submission',
      {
        survey: { id: 'ces', version: '1' },
        mode: 'always_on',
        locale: 'en',
        answers: [{ question: 'why', type: 'text', value: 'mail me@example.com', prompt: 'Why?' }],
        startedAtMs: Date.now(),
      },
      {},
    );
    call('destroy');
    await extras();
    expect(await kept).toMatchObject({ ok: true });
    await expect.poll(() => sent.map(({ answers }) => answers[0]!.value)).toHaveLength(1);
    expect(sent[0]!.answers[0]!.value).not.toContain('me@example.com');
    expect(forms).toHaveLength(0);
    expect(open).not.toHaveBeenCalled();
    expect(observe).not.toHaveBeenCalled();
    expect(listen).not.toHaveBeenCalled();
    expect(ask).not.toHaveBeenCalled();
    expect(host.element.isConnected).toBe(false);
    for (const spy of [open, observe, listen, ask]) spy.mockRestore();
  });
});
