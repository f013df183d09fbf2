import { wait } from '../delivery/wait';
import type { Bridge } from './app';

/** Longest wait for an event that may have come before anybody listened: iOS says it once and leaves no mark. */
const READY_MS = 1000;

/** Flutter's flutter_inappwebview: a JavaScript handler named `earshot`, which is there after an event of the plug-in's. */
export const flutterHandler: Bridge = ({ flutter_inappwebview: plugin }, _hear, signal) => {
  if (!plugin) return;
  const event = new Promise<unknown>((resolve) =>
    addEventListener('flutterInAppWebViewPlatformReady', resolve, { once: true, signal }),
  );
  const ready = plugin._platformReady ? undefined : wait(READY_MS, signal, event);
  return async (message) => {
    await ready;
    // an app without this handler answers null at once: nobody is waited for
    return (await plugin.callHandler!('earshot', message)) ?? Promise.reject();
  };
};
