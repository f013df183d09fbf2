/**
 * Native apps as pages see them, with the quirks that their documentation names. Each is JavaScript that runs before the
 * page. The app keeps what it took in `nativeApp.received`, and acks record by record once it is in there.
 */

/** The app's own side: it takes strings only, and answers from another thread. */
const APP = (acks: boolean) => `
const app = window.nativeApp = {
  received: [],
  acks: ${acks},
  /** Each answer goes through this, for tests that spoil it. */
  answering: (reply, answer) => answer(reply),
  take(message, answer) {
    if (typeof message !== 'string') throw new TypeError('native: expected a string');
    app.received.push(message);
    let said;
    try { said = JSON.parse(message) } catch { return } // "undefined", "[object Object]"
    if (!said.batch || !app.acks) return;
    const results = said.batch.records.map(({ id }) => ({ id, status: 'accepted' }));
    const reply = JSON.stringify({ earshot: 1, id: said.id, results });
    setTimeout(() => app.answering(reply, answer));
  },
};
/** What evaluateJavaScript, injectJavaScript and runJavaScript do: text that is run in the page. */
const evaluate = (source) => new Function(source)();
const byEvent = (reply) =>
  evaluate("window.dispatchEvent(new MessageEvent('earshot:reply', { data: " + JSON.stringify(reply) + " }))");
const hidden = (name, value) => Object.defineProperty(window, name, { value, enumerable: false, configurable: true });
`;

/** A Java object in a page: methods only on itself, strings as they are, objects as "undefined", no new properties. */
const JAVA = `
const javaObject = (method) => {
  const object = new Proxy({
    postMessage(message) {
      if (this !== object) throw new Error("Java bridge method can't be invoked on a non-injected object");
      if (arguments.length !== 1) throw new Error('Method not found');
      method(typeof message === 'object' ? 'undefined' : String(message));
    },
  }, { set: () => false, defineProperty: () => false });
  return object;
};
`;

/** WKScriptMessageHandler: any property list comes through, and an app that wants a String drops the others. */
const webkitHandlers = (postMessage: string) => `
const handlers = Object.create(null, { earshot: { value: Object.freeze({ postMessage: ${postMessage} }), enumerable: false } });
hidden('webkit', Object.freeze({ messageHandlers: handlers }));
`;

/** flutter_inappwebview: what is called before the platform is ready is lost, without a word. */
const flutterHandler = (mark: boolean, delayMs: number, known = true) => `
let ready = false;
const plugin = {
  callHandler(name, ...args) {
    const sent = JSON.parse(JSON.stringify(args)); // arguments travel as JSON
    return new Promise((resolve) => {
      if (!ready) return;
      if (name !== 'earshot' || !${known}) return setTimeout(() => resolve(null));
      app.take(sent[0], resolve);
    });
  },
};
hidden('flutter_inappwebview', plugin);
addEventListener('load', () => setTimeout(() => {
  ready = true;
  dispatchEvent(new Event('flutterInAppWebViewPlatformReady'));
  ${mark ? 'plugin._platformReady = true;' : ''}
}, ${delayMs}));
`;

const reactNative = (answer: string) =>
  // react-native-webview: \`String(data)\` on its way out
  `window.ReactNativeWebView = { postMessage: (data) => app.take(String(data), ${answer}) };`;

export const EMULATIONS: { [name: string]: string } = {
  'WKWebView, plain': webkitHandlers(`(message) => { if (typeof message === 'string') app.take(message, byEvent) }`),
  'WKWebView, with reply': webkitHandlers(
    `(message) => new Promise((resolve) => { if (typeof message === 'string') app.take(message, resolve) })`,
  ),
  'Android, addWebMessageListener': `
    // takes strings and ArrayBuffers
    const listeners = new Set();
    hidden('earshotNative', {
      onmessage: null,
      addEventListener: (type, listener) => listeners.add(listener),
      removeEventListener: (type, listener) => listeners.delete(listener),
      postMessage(message) {
        if (typeof message !== 'string' && !(message instanceof ArrayBuffer)) throw new TypeError('Failed to execute postMessage');
        app.take(message, (data) => {
          const event = new MessageEvent('message', { data });
          this.onmessage?.(event);
          for (const listener of listeners) listener(event);
        });
      },
    });`,
  'Android, addJavascriptInterface': `${JAVA} hidden('earshotNative', javaObject((message) => app.take(message, byEvent)));`,
  'Flutter, JavaScriptChannel': `${JAVA} hidden('earshotChannel', javaObject((message) => app.take(message, byEvent)));`,
  'Flutter, flutter_inappwebview on Android, ready late': flutterHandler(true, 400),
  'Flutter, flutter_inappwebview on iOS, ready before anybody listens': flutterHandler(false, 0),
  'Capacitor with the plug-in': `
    window.Capacitor = {
      isNativePlatform: () => true,
      Plugins: { Earshot: { send: ({ message }) => new Promise((resolve) => app.take(message, (reply) => resolve({ reply }))) } },
    };`,
  'React Native, injectJavaScript': reactNative('byEvent'),
  'React Native on iOS, postMessage': reactNative(
    `(data) => window.dispatchEvent(new MessageEvent('message', { data }))`,
  ),
  'React Native on Android, postMessage': reactNative(
    `(data) => document.dispatchEvent(new MessageEvent('message', { data }))`,
  ),
};

/** Apps that know nothing of Earshot: something has the name, and nobody answers. */
export const UNAWARE: { [name: string]: string } = {
  'React Native': reactNative('() => {}').replace(
    'app.take(String(data), () => {})',
    'app.received.push(String(data))',
  ),
  'flutter_inappwebview without the handler': flutterHandler(true, 0, false),
  'Capacitor, whose plug-in proxy rejects': `
    window.Capacitor = { Plugins: new Proxy({}, { get: () => new Proxy({}, { get: () => async () => { throw new Error('not implemented on android') } }) }) };`,
};

/** Runs before the page: the app with this bridge. `more` can spoil it. */
export const nativeApp = (bridge: string, { acks = true, more = '' } = {}) =>
  new Function(`if (window !== window.top) return;${APP(acks)}${bridge};${more}`) as () => void;
