import { MESSAGES } from '../debug/messages';
import type { Engine, EventDetail, EventName } from '../engine';

export type Listener = (detail: EventDetail, name: EventName) => void;

/** The host's listeners, and what a developer reads in the console: each trouble once, or everything with `debug`. */
export const createEvents = (engine: Engine) => {
  const { settings, signal } = engine;
  const listeners = new Map<EventName | '*', Set<Listener>>();
  const warned = new Set<string>();

  const warn = (text: string, cause?: unknown) => {
    if (warned.has(text) && !settings.debug) return;
    warned.add(text);
    console.warn(`[earshot] ${text}`, ...(cause ? [cause] : []));
  };
  const debug = (text: string) => settings.debug && console.info(`[earshot] ${text}`);

  signal.addEventListener('abort', () => listeners.clear());
  return {
    debug,
    warn,
    hear(name: EventName, detail: EventDetail) {
      const { code = '', message, cause, id, survey } = detail;
      if (name === 'error') warn(MESSAGES[code]?.(settings.endpoint, detail) ?? message ?? code, cause);
      debug([name, survey, id, code].filter(Boolean).join(' '));
      for (const key of [name, '*'] as const) {
        for (const listener of listeners.get(key) ?? []) {
          try {
            listener(detail, name);
          } catch (error) {
            console.error('[earshot] listener:', name, error);
          }
        }
      }
    },
    /** Hears an event, or all of them with `*`; returns the off switch. */
    on(name: EventName | '*', listener: Listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
  };
};
