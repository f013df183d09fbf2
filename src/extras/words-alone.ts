import type { Engine } from '../engine';
import type { RefusedAttachment } from '../survey/panel-host';

/** What is said of files that nobody can keep here. */
export const unavailable = (given: ArrayLike<unknown>): RefusedAttachment[] =>
  Array.from(given, (_, index) => ({ index, code: 'unavailable' }));

/**
 * Keeps a form's words without the files that were added to them (Q10): a question that asked for files has no answer
 * then, and whoever sent it hears which are not there.
 */
export const keepWordsAlone =
  (keep: Engine['keep']): Engine['keep'] =>
  async (kind, { files = [], ...filled }, how, draftKey) => {
    const answers = files.length ? filled.answers.filter(({ type }) => type !== 'file') : filled.answers;
    const outcome = await keep(kind, { ...filled, answers }, how, draftKey);
    return outcome.ok && files.length ? { ...outcome, refused: unavailable(files) } : outcome;
  };
