import type { Trigger } from '../contract/types';
import { fitsUrl } from '../page/url-pattern';
import { kinds } from './kinds';

/** What a trigger needs of the view of the page that it is watched on. */
export interface View {
  href: string;
  /** Which visit this is, from 1. */
  visits: number;
  signal: AbortSignal;
  /** Hears `track(event)`; what it does is over when its promise is. */
  onEvent(event: string, hear: () => Promise<void>): void;
  /** Hears why nothing is watched for on this view. */
  waits(why: string): unknown;
  /** A chunk that could not be loaded: nothing opens, and a developer hears of it. */
  failed(cause: unknown): void;
}

/**
 * Watches for all that a trigger names on one view: first whether the page fits, then the event, then everything else,
 * each once. `open` is called once a view, or with every event where there is nothing but one.
 */
export function watchTrigger(trigger: Trigger, view: View, open: () => Promise<void>): void {
  const { url, event, visits = 1, ...others } = trigger;
  if (view.visits < visits) return void view.waits(`visit ${visits}: this is visit ${view.visits}`);
  if (url !== undefined && !fitsUrl(url, view.href)) return void view.waits(`a page whose address fits "${url}"`);
  const wanted = Object.entries(others).filter(([name, value]) => value !== undefined && Object.hasOwn(kinds, name));
  const left = new Set(wanted.map(([name]) => name));
  let begun = false;
  const begin = async () => {
    if (!wanted.length && event !== undefined) return open();
    if (begun) return;
    begun = true;
    if (!left.size) return open();
    for (const [name, value] of wanted)
      kinds[name as 'delayMs']()
        .then((watch) => {
          if (view.signal.aborted) return;
          watch(
            value as never,
            () => {
              if (left.delete(name) && !left.size && !view.signal.aborted) void open();
            },
            view.signal,
          );
        })
        .catch(view.failed);
  };
  if (event === undefined) void begin();
  else view.onEvent(event, begin);
}
