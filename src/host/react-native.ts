import type { Bridge } from './app';

/**
 * React Native's WebView: strings out. In come `earshot:reply` (`injectJavaScript`) or a `message` event that stands on
 * `window` on iOS and on `document` on Android (`postMessage`).
 */
export const reactNative: Bridge = ({ ReactNativeWebView: app }, hear, signal) => {
  if (!app?.postMessage) return;
  const listener = ({ data, source }: MessageEvent) => source || hear(data); // another frame's has a source
  for (const target of [window, document]) target.addEventListener('message', listener as never, { signal });
  return (message) => app.postMessage(message);
};
