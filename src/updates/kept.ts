import type { Store } from '../delivery/store';
import type { Engine } from '../engine';
import type { Change, News, NewsDesk, OwnFeedback } from '../survey/panel-host';

/** The row of what the collector said last. */
export const KEPT = 'meta:news';

/** An endpoint that knows nothing of all this is asked again after so long. */
export const NONE_MS = 7 * 864e5;

/** An endpoint that has the other two beside it. */
export const SUBMISSIONS = /\/submissions\/?$/;

export type Told = Pick<OwnFeedback, 'state' | 'reply' | 'updates'>;

export interface KeptNews {
  v: 1;
  /** The endpoint that it was heard at: what another said is not shown. */
  url: string;
  /** When the collector was heard, ms since the epoch; 0 for never. */
  at: number;
  /** When it was asked last, ms since the epoch. */
  triedAt?: number | undefined;
  /** Until then the endpoint is not asked again: it has no updates and no receipts. ms since the epoch. */
  noneUntil?: number | undefined;
  updates: Omit<Change, 'fresh'>[];
  /** What was said of own submissions, by id. */
  own: { [id: string]: Told };
  /** What was looked at: `marksOf`. */
  looked: string[];
}

/** Keeps and asks for news; sets `some` and `fresh` of the desk. */
export type NewsKeeper = (
  engine: Engine,
  memory: Store,
  who: () => string | undefined,
  desk: NewsDesk,
) => {
  look(): Promise<News>;
  /** `receipts`: asks for own submissions too. False where the collector could not be heard. */
  ask(receipts: boolean): Promise<boolean>;
  seen(): Promise<void>;
};
