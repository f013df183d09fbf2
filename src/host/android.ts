import type { Bridge } from './app';

/**
 * Android: `addWebMessageListener` (answers come as `onmessage`), or an object of `addJavascriptInterface` (takes strings
 * only; its app answers by `earshot:reply`).
 */
export const android: Bridge = ({ earshotNative: native }, hear, signal) => {
  if (!native?.postMessage) return;
  try {
    native.onmessage = ({ data }: MessageEvent) => hear(data);
    signal.addEventListener('abort', () => {
      try {
        native.onmessage = null;
      } catch {}
    });
  } catch {} // a Java object takes no properties
  // the method of a Java object must be called on that object
  return (message) => native.postMessage(message);
};
