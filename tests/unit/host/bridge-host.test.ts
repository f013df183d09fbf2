// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { App } from '../../../src/host/app';
import { bridgeHost } from '../../../src/host/bridge-host';

const aborters: AbortController[] = [];
afterEach(() => {
  for (const aborter of aborters.splice(0)) aborter.abort();
});

/** A host over these globals, with a signal of its own. */
const hostOf = (app: object) => {
  const aborter = new AbortController();
  aborters.push(aborter);
  return { host: bridgeHost(app as App, aborter.signal), aborter };
};

const answer = (id: string, of: string) => ({ earshot: 1, id, results: [{ id: of, status: 'accepted' }] });
const reply = (data: unknown) => window.dispatchEvent(new MessageEvent('earshot:reply', { data }));

/** An app that keeps what it got and answers when it is told to. */
const plainApp = () => {
  const sent: string[] = [];
  return {
    sent,
    app: { webkit: { messageHandlers: { earshot: { postMessage: (it: string) => void sent.push(it) } } } },
  };
};

describe('Answers', () => {
  it('settle the batch whose id they bear, in whatever order and among whatever else they come (Q4)', async () => {
    const noise = fc.oneof(
      fc.string(),
      fc.anything(),
      fc.uuid().map((id) => JSON.stringify(answer(id, 'nobody'))),
      fc.uuid().map((id) => answer(id, 'nobody')),
      fc.constantFrom('null', '[]', '{"earshot":1}', '{"earshot":2,"id":1}'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }).chain((count) =>
          fc.record({
            order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
            parsed: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
            twice: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
            noises: fc.array(noise, { minLength: count, maxLength: count }),
          }),
        ),
        async ({ order, parsed, twice, noises }) => {
          const { app, sent } = plainApp();
          const { host, aborter } = hostOf(app);
          const results = order.map((_, batch) => host!.send(`{"n":${batch}}`));
          const ids = sent.map((message) => JSON.parse(message).id);
          expect(new Set(ids).size).toBe(order.length);
          const settled = vi.fn();
          for (const result of results) result.then(settled);
          for (const [step, batch] of order.entries()) {
            reply(noises[step]);
            const said = answer(ids[batch], `record-${batch}`);
            reply(parsed[batch] ? said : JSON.stringify(said));
            // the first answer stands
            if (twice[batch]) reply(answer(ids[batch], 'another'));
          }
          const got = (await Promise.all(results)).map((json) => JSON.parse(json).results[0].id);
          expect(got).toEqual(results.map((_, batch) => `record-${batch}`));
          expect(settled).toHaveBeenCalledTimes(order.length);
          aborter.abort();
        },
      ),
    );
  });

  it('of others settle nothing', async () => {
    const { app, sent } = plainApp();
    const { host } = hostOf(app);
    const settled = vi.fn();
    host!.send('{}').then(settled, settled);
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (data) => {
        reply(data);
        reply(JSON.stringify(data));
        await Promise.resolve();
        expect(settled).not.toHaveBeenCalled();
      }),
    );
    const { id } = JSON.parse(sent[0]!);
    // of a later version of these messages
    reply({ ...answer(id, 'mine'), earshot: 2 });
    await Promise.resolve();
    expect(settled).not.toHaveBeenCalled();
    reply(answer(id, 'mine'));
    await vi.waitFor(() => expect(settled).toHaveBeenCalledOnce());
  });

  it('are heard no more once Earshot is destroyed (Q16)', async () => {
    const { app, sent } = plainApp();
    const { host, aborter } = hostOf(app);
    const settled = vi.fn();
    host!.send('{}').then(settled, settled);
    aborter.abort();
    reply(answer(JSON.parse(sent[0]!).id, 'mine'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(settled).not.toHaveBeenCalled();
  });
});

describe('An app that never answers', () => {
  it('costs no more than twenty batches of memory: the oldest is given up, the others are still heard', async () => {
    const { app, sent } = plainApp();
    const { host } = hostOf(app);
    const settled = vi.fn();
    for (let n = 0; n < 21; n++) host!.send(`${n}`).then(() => settled(n));
    for (const message of sent) reply(answer(JSON.parse(message).id, 'mine'));
    await vi.waitFor(() => expect(settled).toHaveBeenCalledTimes(20));
    expect(settled).not.toHaveBeenCalledWith(0);
  });
});

describe('Android’s message listener', () => {
  it('is taken back once Earshot is destroyed (Q16)', () => {
    const earshotNative = { postMessage() {}, onmessage: null };
    const { aborter } = hostOf({ earshotNative });
    expect(earshotNative.onmessage).toBeTypeOf('function');
    aborter.abort();
    expect(earshotNative.onmessage).toBeNull();
  });
});

describe('What is sent', () => {
  it('is one string with the batch as it is, and an id; events have no id', () => {
    const { app, sent } = plainApp();
    const { host } = hostOf(app);
    const batch = '{"v":1,"records":[{"id":"a","answers":[{"value":"☂ \\"quoted\\" \\u2028"}]}]}';
    host!.send(batch);
    host!.onEvent!('open');
    expect(sent[0]).toMatch(/^\{"earshot":1,"id":"[0-9a-f-]{36}","batch":/);
    expect(sent[0]).toContain(batch);
    expect(sent[1]).toBe('{"earshot":1,"event":"open"}');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
  ])('ends the waiting where the bridge %s, and an event is nobody’s trouble', async (_, postMessage) => {
    const { host } = hostOf({ earshotNative: { postMessage } });
    await expect(host!.send('{}')).rejects.toThrow('no');
    expect(() => host!.onEvent!('open')).not.toThrow();
  });
});

describe('Which bridge', () => {
  const named = (name: string, log: string[]) => ({ postMessage: () => void log.push(name) });

  it('is one with a name of our own before one that stands in other apps too', () => {
    const log: string[] = [];
    const app: { [name: string]: unknown } = {
      ReactNativeWebView: named('react', log),
      flutter_inappwebview: { _platformReady: true, callHandler: async () => log.push('flutter') },
      Capacitor: { Plugins: { Earshot: { send: async () => log.push('capacitor') } } },
      earshotChannel: named('channel', log),
      earshotNative: named('android', log),
      webkit: { messageHandlers: { earshot: named('webkit', log) } },
    };
    for (const name of ['webkit', 'earshotNative', 'earshotChannel', 'Capacitor']) {
      hostOf(app).host!.onEvent!('open');
      delete app[name];
    }
    expect(log).toEqual(['webkit', 'android', 'channel', 'capacitor']);
  });

  it.each([
    ['nothing', {}],
    ['other handlers', { webkit: { messageHandlers: { other: { postMessage() {} } } } }],
    ['Capacitor without the plug-in', { Capacitor: { Plugins: {} } }],
    ['names of somebody else', { webkit: 1, earshotNative: 'x', earshotChannel: {}, ReactNativeWebView: true }],
    [
      'a getter that throws',
      Object.defineProperty({}, 'webkit', {
        get() {
          throw new Error('mine');
        },
      }),
    ],
  ])('is none on a page with %s', (_, app) => {
    expect(hostOf(app).host).toBeUndefined();
  });
});
