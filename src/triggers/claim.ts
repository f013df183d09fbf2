import { quietly } from '../delivery/rows';
import type { Store } from '../delivery/store';
import { type Against, type PromptFacts, reasonAgainst } from './eligibility';
import { VISIT, type Visit, visitAt } from './visits';

export const QUIET = 'meta:quiet';
/**
 * When each survey was last in sight as a prompt, by id. More than the one date that may be kept without consent, so it is
 * there with consent only; without it the one date stands for all.
 */
export const ASKED = 'meta:asked';

type Known = Omit<PromptFacts, 'visit' | 'lastPromptedAt' | 'lastAskedAt'>;

/**
 * Decides whether the survey `name` may open by itself, and takes the visit's one prompt for it, in one transaction: of
 * two tabs that ask at once, one gets it. `hostDate` is what the host remembers. Resolves with what speaks against it;
 * where nothing can be written down, nothing could be kept apart, and that speaks against it.
 */
export const claimPrompt = async (
  store: Store,
  name: string,
  facts: Known,
  hostDate: number | undefined,
): Promise<Against | undefined> => {
  let against: Against | undefined = 'storage';
  let decided: Against | undefined = 'storage';
  await store
    .run((tx) => {
      tx.get(VISIT, (visit) =>
        tx.get(QUIET, (quiet) =>
          tx.get(ASKED, (asked) => {
            const own = (quiet as { at: number } | undefined)?.at;
            const dates = [hostDate, own].filter((date) => date !== undefined);
            decided = reasonAgainst({
              ...facts,
              visit: visit as Visit | undefined,
              lastPromptedAt: dates.length ? Math.max(...dates) : undefined,
              lastAskedAt: asked ? (asked as { [survey: string]: number })[name] : own,
            });
            if (!decided) tx.put(VISIT, { ...visitAt(visit, facts.now), prompted: true });
          }),
        ),
      );
    })
    .then(() => (against = decided))
    .catch(() => {});
  return against;
};

/**
 * A prompt was in sight, was put away before that, or was answered: the quiet days begin for all, and for this survey where
 * the consent allows more than one date (`each`). `own`: for this survey alone, where there is a date of its own.
 */
export const noteAsked = (store: Store, name: string, at: number, each: boolean, own = false): Promise<void> =>
  quietly(store, (tx) => {
    if (!own || !each) tx.put(QUIET, { at });
    if (each) tx.get(ASKED, (asked) => tx.put(ASKED, { ...(asked as object | undefined), [name]: at }));
  });
