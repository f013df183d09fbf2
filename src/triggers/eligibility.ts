/** What decides whether a prompt may open by itself. Times in ms since the epoch. */
export interface PromptFacts {
  now: number;
  /** The consent table allows to keep one quiet date. */
  mayRemember: boolean;
  /** The visitor chose "Don't ask again". */
  never: boolean;
  /** Last prompt of any survey, by our own date or the host's; undefined when unknown. */
  lastPromptedAt: number | undefined;
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
}

export const VISIT_MS = 18e5;

/** Why a prompt may not open now, in one word that `debug` prints (README, Surveys), or undefined when it may (MEASUREMENT.md, Fatigue). */
export const reasonAgainst = (facts: PromptFacts): string | undefined => {
  const { now, visit, lastPromptedAt } = facts;
  const sameVisit = visit && Math.abs(now - visit.at) < VISIT_MS;
  return facts.never
    ? 'never'
    : !facts.mayRemember && !facts.hostRemembers
      ? 'consent'
      : facts.excludeUrls.some((part) => facts.url.includes(part))
        ? 'excludeUrls'
        : facts.busy
          ? 'dialog'
          : facts.draft
            ? 'draft'
            : sameVisit && (visit.prompted || visit.sent)
              ? 'visit'
              : lastPromptedAt !== undefined && Math.abs(now - lastPromptedAt) < facts.quietDays * 864e5
                ? 'quietDays'
                : undefined;
};
