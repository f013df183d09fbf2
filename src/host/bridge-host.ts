import { uuidv7 } from '../privacy/uuid';
import { android } from './android';
import type { App, Bridge, Post } from './app';
import { capacitor } from './capacitor';
import type { EarshotHost } from './earshot-host';
import { flutterChannel } from './flutter-channel';
import { flutterHandler } from './flutter-handler';
import { reactNative } from './react-native';
import { webkit } from './webkit';

/** In this order: names of our own first, then those that stand in apps that know nothing of Earshot too. */
const BRIDGES: Bridge[] = [webkit, android, flutterChannel, capacitor, flutterHandler, reactNative];

/** Answers that are waited for, most: one that never comes holds its batch in memory. The oldest is given up. */
const MAX_WAITING = 20;

/**
 * The native app as one contract, whatever its bridge is (README, The messages). Several batches may be under way: an
 * answer belongs to the message whose id it bears, and to nobody else's.
 */
export const bridgeHost = (app: App, signal: AbortSignal): EarshotHost | undefined => {
  const waiting = new Map<string, (json: string) => void>();
  const hear = (said: unknown) => {
    try {
      const answer = typeof said === 'string' ? JSON.parse(said) : said;
      if (answer.earshot !== 1) return;
      waiting.get(answer.id)?.(JSON.stringify(answer));
      waiting.delete(answer.id);
    } catch {} // somebody else's message
  };
  let post: Post | undefined;
  for (const bridge of BRIDGES) {
    try {
      post ||= bridge(app, hear, signal);
    } catch {} // a name of somebody else's
  }
  if (!post) return;
  const say = post;
  // for apps that can only evaluate script
  addEventListener('earshot:reply', (event) => hear((event as MessageEvent).data), { signal });
  return {
    v: 1,
    send: (batchJson) =>
      new Promise((resolve, reject) => {
        const id = uuidv7(Date.now());
        waiting.set(id, resolve);
        if (waiting.size > MAX_WAITING) waiting.delete(waiting.keys().next().value!);
        const failed = (error: unknown) => {
          waiting.delete(id);
          reject(error);
        };
        // in a promise of its own: a bridge may throw where it is called
        new Promise((done) => done(say(`{"earshot":1,"id":"${id}","batch":${batchJson}}`))).then(hear, failed);
      }),
    onEvent(event) {
      new Promise((done) => done(say(JSON.stringify({ earshot: 1, event })))).catch(() => {});
    },
  };
};
