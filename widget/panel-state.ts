import type { Answer } from '../src/contract/types';
import type { Values } from '../src/survey/flow';
import type { KindProblem } from '../src/survey/kinds/kind';
import type { DeliveryState, Draft, RefusedAttachment, SubmitOutcome } from '../src/survey/panel-host';

/**
 * What can be wrong, by what it stands beside: a question's id, or `:email`, `:agreed`, `:send`. The value is a key of
 * the locale, or one of a question type that has its own words for it.
 */
export type Problems = {
  [at: string]: 'nothing' | 'tooLong' | 'badEmail' | 'notAgreed' | 'failed' | 'badAddress' | KindProblem | undefined;
};

/**
 * Everything that the panel shows. `phase`: `invite` is a prompt that waits to be touched, `busy` runs from Send until
 * the words are kept and the delivery has settled, `done` is the thanks.
 */
export interface PanelState {
  phase: 'invite' | 'form' | 'busy' | 'done';
  values: Values;
  /** Milliseconds from display to the last change, by question. */
  ms: { [question: string]: number };
  wantsReply?: boolean;
  email?: string;
  /** What was entered in a contact question, by field. */
  asked?: { email?: string; name?: string } | undefined;
  agreed?: boolean;
  problems: Problems;
  /** How many pages are behind. */
  at?: number | undefined;
  kept?: 'device' | 'memory' | undefined;
  /** Files that were left out while the words were kept. */
  refused?: RefusedAttachment[] | undefined;
  delivery?: DeliveryState | undefined;
  copied?: boolean | undefined;
}

export type PanelEvent =
  | { is: 'open' }
  /** `value` undefined clears the answer. */
  | { is: 'answer'; question: string; value: Answer['value'] | undefined; ms: number }
  /** What stands beside the answers, and what it mends. */
  | { is: 'contact'; mends?: string; fields: Pick<PanelState, 'wantsReply' | 'email' | 'agreed' | 'asked' | 'at'> }
  | { is: 'send'; problems: Problems }
  | { is: 'outcome'; finding: SubmitOutcome; textQuestion: string }
  | { is: 'delivery'; state: DeliveryState }
  | { is: 'settled' }
  | { is: 'copied' }
  /** What stands beside all this is to be drawn anew. */
  | { is: 'turned' };

export const firstState = (phase: 'invite' | 'form', draft: Draft | undefined): PanelState => ({
  phase,
  values: { ...draft?.values },
  ms: {},
  problems: {},
});

/** Pure. An event that does not fit the phase changes nothing, so a second Send or a late answer cannot do harm. */
export function nextState(state: PanelState, event: PanelEvent): PanelState {
  const changed = change(state, event);
  return changed ? { ...state, ...changed } : state;
}

function change({ phase, values, ms, problems, kept, delivery }: PanelState, event: PanelEvent) {
  if (phase === 'form') {
    if (event.is === 'answer') {
      const { question, value } = event;
      const { [question]: _, ...others } = values;
      return {
        values: value === undefined ? others : { ...others, [question]: value },
        ms: { ...ms, [question]: event.ms },
        // An answer anywhere is what the message "nothing" asked for.
        problems: Object.fromEntries(
          Object.entries(problems).filter(([at, problem]) => at !== question && problem !== 'nothing'),
        ),
      };
    }
    if (event.is === 'contact') {
      return { ...event.fields, problems: { ...problems, [event.mends as string]: undefined } };
    }
    if (event.is === 'send') {
      const { problems } = event;
      return { problems, phase: Object.keys(problems).length ? phase : ('busy' as const) };
    }
  }
  // Before the words are kept nothing can be sent, and an ack is never taken back.
  if (kept) {
    if (event.is === 'delivery' && delivery !== 'sent')
      return { delivery: event.state, phase: event.state === 'sending' ? phase : ('done' as const) };
    if (event.is === 'settled') return { phase: 'done' as const };
    if (event.is === 'copied') return phase === 'done' && { copied: true };
  } else if (event.is === 'outcome' && phase === 'busy') {
    const { finding: outcome, textQuestion } = event;
    if (outcome.ok) return { kept: outcome.kept, refused: outcome.refused };
    return {
      phase: 'form' as const,
      problems: {
        [outcome.code === 'too_large' ? textQuestion : ':send']:
          outcome.code === 'too_large' ? ('tooLong' as const) : ('failed' as const),
      },
    };
  }
  return event.is === 'open' && phase === 'invite' && { phase: 'form' as const };
}
