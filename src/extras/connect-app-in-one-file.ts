import type { Engine } from '../engine';
import { type EarshotHost, hostTransport } from '../host/earshot-host';

const NATIVE_ACK_MS = 5000;

/**
 * In place of connect-app.ts in `earshot.full.js`: only what an app puts on the page as `EarshotHost` is found, and it
 * is told of nothing. `earshot.webview.js` knows the bridges too. Returns whether it is there.
 */
export const connectApp = (engine: Engine): boolean => {
  // a page's own getter or proxy may have this name, or the app's object be frozen
  try {
    /** A native app's transport, where there is one: its acks count like a collector's. */
    const native = (window as { EarshotHost?: EarshotHost }).EarshotHost;
    if (typeof native?.send === 'function') {
      engine.transport = hostTransport(native, engine.transport, NATIVE_ACK_MS, engine.signal);
      Reflect.set(native, 'onClose', () => engine.panel?.close());
      engine.signal.addEventListener('abort', () => Reflect.deleteProperty(native, 'onClose'));
      return true;
    }
  } catch {}
  return false;
};
