import type { Survey } from '../src/contract/types';
import { toJson } from '../src/page/to-json';
import { MAX_TEXT } from '../src/survey/flow';

// biome-ignore lint/suspicious/noExplicitAny: JSON may say anything
type Json = any;

/** Survey id, version, mode. */
const HEAD = /^\[".{1,64}",".{1,64}","(always_on|interaction|journey|relationship|passive)"]$/s;
/** Type and metric of a question, and min, max, direction and positive of its scale. */
const KIND =
  /^\["(text|choice|scale|boolean|consent|contact|number|date|ranking|matrix|file|statement)",("(ces[12]|csat|nps|success|emotion|helpful|stars|thumbs|custom)"|null),(null,null,null,null|-?(\d|10),-?\d+,"(high|low)er_better",\[-?\d+,-?\d+])]$/;

/** Where a survey from JSON cannot be shown, or would be mended by who reads its records; undefined where it fits. */
export const misfit = ({ id, version, mode, questions }: Survey): string | undefined => {
  if (!HEAD.test(toJson([id, version, mode]))) return 'id, version or mode';
  if (!(questions as Json)?.forEach || !questions[0] || questions[20]) return 'questions';
  const seen = new Set();
  const at = questions.findIndex((question: Json) => {
    const { id, type, metric, scale, labels, bands, options, maxLength = 1 } = question ?? {};
    const { min, max, direction, positive } = scale ?? {};
    return !(
      // Ids of elements are made of it, and one with a space would be two.
      id?.trim &&
      /^\S{1,64}$/.test(id) &&
      seen.size < seen.add(id).size &&
      KIND.test(toJson([type, metric, min, max, direction, positive])) &&
      (type === 'text'
        ? maxLength <= MAX_TEXT
        : type === 'choice'
          ? options?.[0] && !options[100] && options.every?.((it: Json) => it?.id?.trim && it.id.length <= 200)
          : type !== 'scale' ||
            // the others are looked at by what draws them (flow/misfit.ts)
            (max > min &&
              max - min <= 10 &&
              positive[0] >= min &&
              positive[0] <= positive[1] &&
              positive[1] <= max &&
              [2, max - min + 1].includes(labels?.length) &&
              bands))
    );
  });
  return at < 0 ? undefined : `questions[${at}]`;
};
