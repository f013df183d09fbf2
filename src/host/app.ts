/** What native apps put on a page, by the names that Earshot asks for. Any of it may be missing, or be something else. */
export interface App {
  webkit?: { messageHandlers?: { earshot?: Poster } };
  earshotNative?: Poster & { onmessage?: unknown };
  earshotChannel?: Poster;
  Capacitor?: { Plugins?: { Earshot?: { send(message: { message: string }): Promise<{ reply?: unknown }> } } };
  flutter_inappwebview?: { _platformReady?: boolean; callHandler?(name: string, message: string): Promise<unknown> };
  ReactNativeWebView?: Poster;
}

interface Poster {
  postMessage(message: string): unknown;
}

/** Hands over one message. A promise that it returns may come to the answer; a rejection ends the waiting for one. */
export type Post = (message: string) => unknown;

/**
 * A way to a native app, where it is there. `hear` takes whatever may be an answer. All that listens ends with `signal`.
 * What it throws is taken for "not there".
 */
export type Bridge = (app: App, hear: (answer: unknown) => void, signal: AbortSignal) => Post | undefined;

/** Whether there is any of it, so that the bridges are worth loading. */
export const hasApp = (app: App): boolean => {
  try {
    return !!(
      app.webkit?.messageHandlers?.earshot ||
      app.earshotNative ||
      app.earshotChannel ||
      app.Capacitor?.Plugins?.Earshot ||
      app.flutter_inappwebview ||
      app.ReactNativeWebView
    );
  } catch {
    return false; // a page's own getters
  }
};
