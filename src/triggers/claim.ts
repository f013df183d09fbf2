import type { Store } from '../delivery/store';
import { ASKED, type Asked, QUIET } from './asked';
import { type Against, type PromptFacts, reasonAgainst } from './eligibility';
import { VISIT, type Visit, visitAt } from './visits';

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
              lastAskedAt: asked ? ((asked as Asked)[name] ?? (asked as Asked)['']) : own,
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
