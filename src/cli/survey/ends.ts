import type { Survey } from '../../contract/types';
import { inWords } from './in-words';

/** Which end comes where nothing jumps to one: `sorry if effort is below 4, else plain`. */
export function endsInWords({ ends = [] }: Survey): string {
  const parts: string[] = [];
  for (const { id, when } of ends) {
    parts.push(when ? `${id} if ${inWords(when)}` : id);
    if (!when) return parts.join(', else ');
  }
  return [...parts, parts.length ? '“Thank you”' : 'the end'].join(', else ');
}

/** Ends that are shown to nobody but those whom a jump leads there: another before them takes everybody. */
export function onlyByJump({ ends = [] }: Survey): Set<string> {
  const everybody = ends.findIndex(({ when }) => !when);
  return new Set(everybody < 0 ? [] : ends.slice(everybody + 1).map(({ id }) => id));
}
