import type { Bridge } from './app';

/**
 * WKWebView (iOS, macOS) and WebKitGTK: a script message handler named `earshot`. Only its name finds it, enumerating
 * `messageHandlers` gives nothing. One with reply gives a promise; a plain one answers by `earshot:reply`.
 */
export const webkit: Bridge = ({ webkit }) => {
  const handler = webkit?.messageHandlers?.earshot;
  return handler?.postMessage && ((message) => handler.postMessage(message));
};
