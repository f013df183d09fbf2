import { RELATIONSHIP_DAYS, VISIT_MS } from '../../src/triggers/eligibility';

const DAY_MS = 864e5;

/** What happened in one visitor's life, in any tab. `at` in ms since the epoch. */
export type Happening = { at: number } & (
  | { is: 'active' | 'sent' | 'draft' | 'never' }
  /** A prompt opened by itself. */
  | { is: 'prompt'; survey: string; url?: string }
  /** A survey was in sight, or was put away: the visitor was asked. */
  | { is: 'asked'; survey: string; by: 'prompt' | 'visitor' }
  /** A survey was held back because the visitor is not in its sample. */
  | { is: 'left out'; survey: string }
);

export interface FatigueRules {
  quietDays: number;
  /** Surveys of the mode `relationship`. */
  relationship: string[];
  excludeUrls?: string[];
  /** Activity is written down no more often than this, so a visit may end that much earlier. */
  noteMs?: number;
}

/** The fatigue rules (MEASUREMENT.md, Fatigue) that a life broke, in words, with the time: none where all is well. */
export function brokenFatigueRules(
  life: Happening[],
  { quietDays, relationship, excludeUrls = [], noteMs = 0 }: FatigueRules,
): string[] {
  const broken: string[] = [];
  const own = new Map<string, number>();
  const sampled = new Map<string, 'shown' | 'left out'>();
  let visit = { last: -Infinity, prompts: 0, sent: false, draft: false };
  let askedAt = -Infinity;
  let never = false;
  for (const one of [...life].sort((a, b) => a.at - b.at)) {
    const { at } = one;
    const wrong = (what: string) => broken.push(`${new Date(at).toISOString()} ${what}`);
    const daysSince = (then: number) => ((at - then) / DAY_MS).toFixed(2);
    const inSample = (survey: string, now: 'shown' | 'left out') => {
      const before = sampled.get(survey) ?? now;
      if (before !== now) wrong(`"${survey}" is ${now}, and was ${before} before: the sample is not stable`);
      sampled.set(survey, now);
    };
    if (one.is !== 'left out' && one.is !== 'asked') {
      if (at - visit.last >= VISIT_MS - noteMs) visit = { last: at, prompts: 0, sent: false, draft: false };
      visit.last = at;
    }
    if (one.is === 'never') never = true;
    else if (one.is === 'sent') visit.sent = true;
    else if (one.is === 'draft') visit.draft = true;
    else if (one.is === 'left out') inSample(one.survey, 'left out');
    else if (one.is === 'asked') {
      if (one.by === 'prompt') askedAt = at;
      own.set(one.survey, at);
    } else if (one.is === 'prompt') {
      const { survey, url = '' } = one;
      inSample(survey, 'shown');
      if (visit.prompts++) wrong(`"${survey}": two prompts in one visit`);
      if (never) wrong(`"${survey}": a prompt after "Don't ask again"`);
      if (visit.sent) wrong(`"${survey}": a prompt in a visit in which something was sent`);
      if (visit.draft) wrong(`"${survey}": a prompt beside an unfinished draft`);
      if (at - askedAt < quietDays * DAY_MS) wrong(`"${survey}": a prompt after ${daysSince(askedAt)} quiet days`);
      const before = own.get(survey) ?? -Infinity;
      if (relationship.includes(survey) && at - before < RELATIONSHIP_DAYS * DAY_MS)
        wrong(`"${survey}": a relationship asked about again after ${daysSince(before)} days`);
      if (excludeUrls.some((part) => url.includes(part))) wrong(`"${survey}": a prompt over ${url}`);
    }
  }
  return broken;
}
