import type { Mode } from '../contract/types';

/** What decides whether a prompt may open by itself. Times in ms since the epoch. */
export interface PromptFacts {
  now: number;
  mode: Mode;
  /** The consent table allows to keep one quiet date. */
  mayRemember: boolean;
  /** The visitor chose "Don't ask again". */
  never: boolean;
  /** Last prompt of any survey, by our own date or the host's; undefined when unknown. */
  lastPromptedAt: number | undefined;
  /** Last prompt of this survey, by our own date. */
  lastAskedAt: number | undefined;
  /** The host handed in `lastPromptedAt` itself. */
  hostRemembers: boolean;
  quietDays: number;
  /** This visit, shared by all tabs: it ends after 30 minutes without activity. */
  visit: { at: number; prompted?: boolean; sent?: boolean } | undefined;
  url: string;
  excludeUrls: string[];
  /** A panel of ours or a dialog of the page is open. */
  busy: boolean;
  /** The visitor has an unfinished draft. */
  draft: boolean;
  /** The survey's `target` holds, or it has none. */
  targeted: boolean;
  /** The survey's `sample`, and where this visitor stands between 0 and 1: stable for the two of them. */
  sample: number;
  luck: number;
}

export const VISIT_MS = 18e5;
const DAY_MS = 864e5;
/** A relationship is asked about no more often than this, whatever `quietDays` says (MEASUREMENT.md, Modes). */
export const RELATIONSHIP_DAYS = 90;

export type Against =
  | 'never'
  | 'consent'
  | 'storage'
  | 'excludeUrls'
  | 'target'
  | 'sample'
  | 'dialog'
  | 'draft'
  | 'visit'
  | 'quietDays'
  | 'relationship';

/** Whether the option `excludeUrls` names an address: by a part of it. */
export const isExcluded = (url: string, parts: string[]): boolean => parts.some((part) => url.includes(part));

/** Clocks go back too: a date ahead of us is as near as one behind. */
const within = (ms: number, now: number, at: number | undefined) => at !== undefined && Math.abs(now - at) < ms;

/** Why a prompt may not open now, in one word that `debug` explains, or undefined when it may (MEASUREMENT.md, Fatigue). */
export const reasonAgainst = (facts: PromptFacts): Against | undefined => {
  const { now, visit, quietDays } = facts;
  const rules: [Against, boolean][] = [
    ['never', facts.never],
    ['consent', !facts.mayRemember && !facts.hostRemembers],
    ['excludeUrls', isExcluded(facts.url, facts.excludeUrls)],
    ['target', !facts.targeted],
    ['sample', facts.luck >= facts.sample],
    ['dialog', facts.busy],
    ['draft', facts.draft],
    ['visit', within(VISIT_MS, now, visit?.at) && !!(visit?.prompted || visit?.sent)],
    ['quietDays', within(quietDays * DAY_MS, now, facts.lastPromptedAt)],
    ['relationship', facts.mode === 'relationship' && within(RELATIONSHIP_DAYS * DAY_MS, now, facts.lastAskedAt)],
  ];
  return rules.find(([, holds]) => holds)?.[0];
};
