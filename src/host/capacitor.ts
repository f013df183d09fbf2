import type { Bridge } from './app';

/** Capacitor: a plug-in of the app's own, registered as `Earshot`. Without it the page is plain web with an origin. */
export const capacitor: Bridge = ({ Capacitor }) => {
  const plugin = Capacitor?.Plugins?.Earshot;
  return plugin?.send && (async (message) => (await plugin.send({ message })).reply);
};
