import type { SubmitInput } from '../engine';
import type { useAttachments as UseAttachments } from './attach';

/** In place of attach.ts in `earshot.webview.js`: words are kept, what is attached to them is named. */
export const useAttachments: typeof UseAttachments = (engine, { methods }, _on, submit): void => {
  methods['submit'] = async (input: SubmitInput) => {
    const outcome = await submit(engine, input);
    return input.attachments && outcome.ok
      ? { ...outcome, refused: Array.from(input.attachments, (_, index) => ({ index, code: 'unavailable' })) }
      : outcome;
  };
};
