import type { Engine } from '../engine';
import { type EarshotHost, hostTransport } from '../host/earshot-host';

const NATIVE_ACK_MS = 5000;

/**
 * In place of connect-app.ts in `earshot.full.js`: only what an app puts on the page as `EarshotHost` is found, and it
 * is told of nothing. `earshot.webview.js` knows the bridges too.
 */
export const connectApp = (engine: Engine): void => {
  /** A native app's transport, where there is one: its acks count like a collector's. */
  const native = (window as { EarshotHost?: EarshotHost }).EarshotHost;
  if (typeof native?.send === 'function') {
    engine.transport = hostTransport(native, engine.transport, NATIVE_ACK_MS, engine.signal);
    // the app's object may be frozen, or a proxy that takes nothing
    try {
      Reflect.set(native, 'onClose', () => engine.panel?.close());
    } catch {}
    engine.signal.addEventListener('abort', () => Reflect.deleteProperty(native, 'onClose'));
  }
};
