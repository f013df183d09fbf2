import type { SubmitInput } from '../engine';
import type { useAttachments as UseAttachments } from './attach';
import { keepWordsAlone, unavailable } from './words-alone';

/** In place of attach.ts in `earshot.webview.js`: words are kept, what is attached to them is named. */
export const useAttachments: typeof UseAttachments = (engine, { methods }, _on, submit): void => {
  engine.keep = keepWordsAlone(engine.keep);
  methods['submit'] = async (input: SubmitInput) => {
    const outcome = await submit(engine, input);
    return input.attachments && outcome.ok
      ? { ...outcome, refused: unavailable(Array.from(input.attachments)) }
      : outcome;
  };
};
