import type { Bridge } from './app';

/** Flutter's webview_flutter: a JavaScriptChannel named `earshotChannel`. It is one-way, so answers are `earshot:reply`. */
export const flutterChannel: Bridge = ({ earshotChannel: channel }) =>
  channel?.postMessage && ((message) => channel.postMessage(message));
