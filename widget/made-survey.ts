import type { Survey, SurveyInput } from '../src/contract/types';
import { cesSurvey } from '../src/survey/ces';
import { presets } from '../src/survey/presets';
import type { Locale } from './locales/en';

/** A question as JSON may have it. */
interface Loose {
  id?: string;
  type?: string;
  scale?: { min: number; max: number };
  labels?: unknown[];
  bands?: unknown;
  options?: unknown[];
}

/**
 * A preset by name, JSON, or a preset with changes. What JSON leaves out gets defaults, because collectors refuse a
 * record without version or mode. Throws with the name of an unknown preset, and with survey and path where JSON
 * cannot be shown; the whole contract is checked by `earshot/contract`, which no page loads.
 */
export function madeSurvey(input: SurveyInput, words: Locale): Survey {
  const { preset, ...changes } = (typeof input === 'string' ? { preset: input } : input) as { preset?: string };
  const all: { [name: string]: Survey } = { ces: cesSurvey(words), ...presets(words) };
  if (preset && !Object.hasOwn(all, preset)) throw new Error(`Earshot: there is no survey "${preset}"`);
  const survey = {
    ...(preset ? all[preset] : { version: '1', mode: 'interaction', title: words.title }),
    ...changes,
  } as Survey;
  const { id, questions } = survey;
  const seen = new Set();
  const usable = (question: Loose | null) => {
    const { id, type, scale, labels, bands, options } = question ?? {};
    return (
      // Ids of elements are made of it, and one with a space would be two.
      id?.trim &&
      /^\S{1,64}$/.test(id) &&
      seen.size < seen.add(id).size &&
      (type === 'choice'
        ? options?.map
        : type === 'scale'
          ? labels?.map && bands && scale && scale.max > scale.min
          : type === 'text')
    );
  };
  const at = Array.isArray(questions) && questions[0] ? questions.findIndex((it) => !usable(it)) : 0;
  if (at < 0) return survey;
  throw new Error(
    `Earshot: survey "${id}": questions[${at}] needs an id of its own without spaces, and what its type needs`,
  );
}
