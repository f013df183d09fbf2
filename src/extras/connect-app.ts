import type { Transport } from '../delivery/send';
import { wait } from '../delivery/wait';
import type { Engine, OpenHow } from '../engine';
import { type App, hasApp } from '../host/app';
import { type EarshotHost, hostTransport } from '../host/earshot-host';
import type { createEvents } from './events';

/** A native app has so long to answer before the network is asked. */
const NATIVE_ACK_MS = 5000;

/** What the app itself put on the page; a page's own getter or proxy under this name is none. */
const ownHost = (): EarshotHost | undefined => {
  try {
    const own = (window as { EarshotHost?: EarshotHost }).EarshotHost;
    return typeof own?.send === 'function' ? own : undefined;
  } catch {
    return undefined;
  }
};

/**
 * A native app around the page: what it put there as `EarshotHost` delivers, else what is found by the names of its
 * bridge. Its acks count like a collector's. Returns whether there is one.
 */
export const connectApp = (engine: Engine, on: ReturnType<typeof createEvents>['on']): boolean => {
  const { settings, signal } = engine;
  const network = engine.transport;
  const app = ownHost();
  const found = !app && hasApp(window as App);
  /** Lets somebody know what stands over the page; a form in the page is a part of it. */
  const tell = (hear: (event: 'open' | 'close') => unknown) => {
    for (const event of ['open', 'close'] as const)
      on(event, ({ cause }) => {
        // an app's function may throw, or give a promise that rejects: neither is the page's trouble
        if (!(cause as OpenHow).container) new Promise((done) => done(hear(event))).catch(() => {});
      });
  };

  if (app) {
    engine.transport = hostTransport(app, network, NATIVE_ACK_MS, signal);
    // the app's object may be frozen, or a proxy that takes nothing
    try {
      Reflect.set(app, 'onClose', () => engine.panel?.close());
    } catch {}
    signal.addEventListener('abort', () => {
      try {
        Reflect.deleteProperty(app, 'onClose');
      } catch {}
    });
    tell((event) => app.onEvent?.(event));
  }

  if (found) {
    let coming: Promise<{ transport: Transport; host?: EarshotHost | undefined }> | undefined;
    /** The chunk is asked for anew where it could not be had. */
    const connect = () => {
      coming ??= import('../host/bridges').then(({ bridgeHost, bridgeTransport }) => {
        const host = bridgeHost(window as App, signal);
        return { host, transport: host ? bridgeTransport(host, network, NATIVE_ACK_MS, signal) : network };
      });
      return coming.catch(() => (coming = undefined));
    };
    connect();
    engine.transport = async (body) => ((await wait(NATIVE_ACK_MS, signal, connect()))?.transport ?? network)(body);
    tell((event) => connect().then((it) => it?.host?.onEvent?.(event)));
  }

  if (settings.back === 'close')
    import('../host/close-on-back').then(({ closeOnBack }) => tell(closeOnBack(engine))).catch(() => {});
  if (settings.layout === 'fullscreen' || settings.channel === 'webview' || app || found) {
    import('../../widget/in-app').then(({ inApp }) => inApp(engine.host.root, settings.layout, signal)).catch(() => {});
  }
  return !!app || found;
};
