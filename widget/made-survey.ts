import type { Survey, SurveyInput } from '../src/contract/types';
import { cesSurvey } from '../src/survey/ces';
import { MAX_TEXT } from '../src/survey/flow';
import { presets } from '../src/survey/presets';
import type { Locale } from './locales/en';

// biome-ignore lint/suspicious/noExplicitAny: JSON may say anything
type Json = any;

/** Survey id, version, mode. */
const HEAD = /^\[".{1,64}",".{1,64}","(always_on|interaction|journey|relationship|passive)"]$/s;
/** Type and metric of a question, and min, max, direction and positive of its scale. */
const KIND =
  /^\["(text|choice|scale)",("(ces[12]|csat|nps|success|emotion|helpful|stars|thumbs|custom)"|null),(null,null,null,null|-?(\d|10),-?\d+,"(high|low)er_better",\[-?\d+,-?\d+])]$/;

/**
 * A preset by name, JSON, or a preset with changes. What JSON leaves out gets defaults, and a version that is a number
 * becomes text, because collectors refuse a record for it. Throws with the name of an unknown preset, and with survey
 * and path where a record would be refused or JSON cannot be shown; the whole contract is checked by `earshot/contract`,
 * which no page loads.
 */
export function madeSurvey(input: SurveyInput, words: Locale): Survey {
  const { preset, ...changes } = (typeof input === 'string' ? { preset: input } : input) as { preset?: string };
  const all: { [name: string]: Survey } = { ces: cesSurvey(words), ...presets(words) };
  if (preset && !Object.hasOwn(all, preset)) throw new Error(`Earshot: there is no survey "${preset}"`);
  const survey = {
    ...(preset ? all[preset] : { mode: 'interaction', title: words.title }),
    ...changes,
  } as Survey;
  survey.version = `${survey.version ?? 1}`;
  const { id, version, mode, questions } = survey;
  const demand = (fits: unknown, path: string) => {
    if (!fits) throw new Error(`Earshot: survey "${id}": ${path} does not fit the contract`);
  };
  demand(HEAD.test(JSON.stringify([id, version, mode])), 'id, version or mode');
  demand((questions as Json)?.forEach && questions[0] && !questions[20], 'questions');
  const seen = new Set();
  questions.forEach((question: Json, at) => {
    const { id, type, metric, scale, labels, bands, options, maxLength = 1 } = question ?? {};
    const { min, max, direction, positive } = scale ?? {};
    demand(
      // Ids of elements are made of it, and one with a space would be two.
      id?.trim &&
        /^\S{1,64}$/.test(id) &&
        seen.size < seen.add(id).size &&
        KIND.test(JSON.stringify([type, metric, min, max, direction, positive])) &&
        (type === 'text'
          ? maxLength <= MAX_TEXT
          : type === 'choice'
            ? options?.[0] && !options[100] && options.every?.((it: Json) => it?.id?.trim && it.id.length <= 200)
            : max > min &&
              max - min <= 10 &&
              positive[0] >= min &&
              positive[0] <= positive[1] &&
              positive[1] <= max &&
              [2, max - min + 1].includes(labels?.length) &&
              bands),
      `questions[${at}]`,
    );
  });
  return survey;
}
