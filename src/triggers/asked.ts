import { quietly } from '../delivery/rows';
import type { Store } from '../delivery/store';
import type { Engine } from '../engine';

/** When a prompt was in sight last: the one date that may be kept without consent. */
export const QUIET = 'meta:quiet';
/** When each survey was last in sight as a prompt, or answered. Without consent it is not there, and the one date stands for all. */
export const ASKED = 'meta:asked';

/** Dates by a survey's id; under no id the one date from before there was consent, which stands for those without a date. */
export interface Asked {
  [survey: string]: number;
}

/**
 * A prompt was in sight, was put away before that, or was answered: the quiet days begin for all, and for this survey where
 * the consent allows more than one date (`each`). `own`: for this survey alone, where there is a date of its own.
 */
export const noteAsked = (store: Store, name: string, at: number, each: boolean, own = false): Promise<void> =>
  quietly(store, (tx) => {
    if (each)
      tx.get(QUIET, (quiet) =>
        tx.get(ASKED, (asked) => {
          const before = quiet && { '': (quiet as { at: number }).at };
          tx.put(ASKED, { ...((asked ?? before) as Asked | undefined), [name]: at });
        }),
      );
    if (!own || !each) tx.put(QUIET, { at });
  });

/**
 * Who answered is not asked again: by any prompt where it was one, by the same where it is about the relationship. It is
 * noted wherever the form stood, since another page may prompt for it.
 */
export const noteAnswers = (engine: Engine, memory: Store): void => {
  const { keep } = engine;
  engine.keep = async (kind, filled, how, draft) => {
    const kept = await keep(kind, filled, how, draft);
    const own = how.trigger !== 'prompt';
    if (kept.ok && kind === 'submission' && (!own || filled.mode === 'relationship')) {
      const { quiet, identity } = engine.permits();
      noteAsked(quiet ? engine.disk : memory, filled.survey.id, Date.now(), identity, own);
    }
    return kept;
  };
};
