import type { Trigger } from '../../contract/types';
import { delayMs } from './delay';
import type { Watch } from './watch';

type Kind = Exclude<keyof Trigger, 'event' | 'url' | 'visits'>;

/** One line a thing that can open a survey, and one file. Each is loaded with the first survey that names it. */
export const kinds: { [Name in Kind]: () => Promise<Watch<NonNullable<Trigger[Name]>>> } = {
  delayMs: async () => delayMs,
  dwellMs: async () => (await import('./dwell')).dwellMs,
  idleMs: async () => (await import('./idle')).idleMs,
  scrollPercent: async () => (await import('./scroll')).scrollPercent,
  exit: async () => (await import('./exit')).exit,
  view: async () => (await import('./view')).view,
  click: async () => (await import('./click')).click,
  signal: async () => (await import('./signal')).signal,
};
