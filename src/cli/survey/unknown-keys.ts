import { isObject } from '../../contract/fields';
import { inputSchema } from '../../contract/input';
import { pathOf } from '../../contract/path';
import { question, writtenQuestion } from '../../contract/questions';
import { readyQuestion } from '../../contract/questions/ready';
import { near } from './near';
import { instead } from './no-such-comparison';
import type { Problem } from './problem';

type Path = (string | number)[];

/** As much of a zod schema as is needed to walk through it. */
interface Schema {
  def: {
    type: string;
    innerType?: Schema;
    element?: Schema;
    items?: Schema[];
    options?: Schema[];
    shape?: { [key: string]: Schema };
    valueType?: Schema;
    values?: unknown[];
    getter?: () => Schema;
  };
}

/** Of what is written in the wrong place, or has another name than its neighbours would make one think: what to do. */
const SAID: [RegExp, string][] = [
  [
    /^reviewLink\.when$/,
    'a review link is shown to everybody or to nobody: asking only some for a public review is review gating, which platforms forbid. Take "when" out, or the whole link',
  ],
  [/^(ends|pages|questions)\[\d+]\.reviewLink$/, 'belongs to the survey, beside "questions": it is shown on every end'],
  [/^questions\[\d+]\.(type|prompt|labels|scale|bands|metric|options)$/, ''],
  [
    /^(quietDays|lastPromptedAt|excludeUrls)$/,
    'is an option of the page, for all its surveys together: it stands on the script tag or in createFeedback(), not in a survey',
  ],
  [
    /^(theme|accent|locale|position|launcher|label|site|subject|consent|endpoint|project|debug|test)$/,
    'is an option of the page: it stands on the script tag or in createFeedback(), not in a survey',
  ],
];

/** What a ready question brings itself. */
const BROUGHT = 'a ready question has its own words and scale: take this out, or write "type" instead of "ready"';

const bare = (schema: Schema): Schema => {
  const inner = schema.def.innerType ?? schema.def.getter?.();
  return inner ? bare(inner) : schema;
};

const typeIn = (schema: Schema): unknown =>
  schema.def.shape?.['type'] && bare(schema.def.shape['type']).def.values?.[0];

/** What a value was meant to be, where a schema leaves it open. */
function meant(given: Schema, value: unknown): Schema | undefined {
  if ((given as unknown) === writtenQuestion)
    return meant((isObject(value) && 'ready' in value ? readyQuestion : question) as unknown as Schema, value);
  const schema = bare(given);
  const { options, type } = schema.def;
  if (!options) return type === 'object' && !isObject(value) ? undefined : schema;
  const wanted = Array.isArray(value) ? ['array', 'tuple'] : ['object'];
  const fitting = options.map(bare).filter(({ def }) => wanted.includes(def.type));
  return (schema as unknown) === question
    ? fitting.find((one) => typeIn(one) === (value as { type?: unknown } | undefined)?.type)
    : fitting.length === 1
      ? fitting[0]
      : undefined;
}

/**
 * Every key of a survey that nothing reads, with those that its place has. A page and a collector pass over them, so that
 * an older one can read a newer survey; an author is told, because a mistyped `required` is no question that must be
 * answered.
 */
export function unknownKeys(survey: unknown): Problem[] {
  const found: Problem[] = [];
  const isPreset = isObject(survey) && 'preset' in survey;
  const say = (key: string, known: string[], path: Path, beside: { [key: string]: unknown }): string => {
    const place = pathOf([...path, key]);
    if (isPreset && /^(questions|pages)$/.test(place))
      return 'a preset keeps its own questions and pages: take this out, or write the survey without "preset"';
    const said = SAID.find(([shape]) => shape.test(place))?.[1];
    if (said) return said;
    if (said === '' && 'ready' in beside) return BROUGHT;
    const comparison = known.includes('answered') ? instead(key, beside, survey) : undefined;
    if (comparison) return comparison;
    const guess = near(key, known);
    return `there is no such key here${guess ? `; did you mean "${guess}"?` : '.'} There are: ${known.join(', ')}`;
  };
  const walk = (given: Schema, value: unknown, path: Path): void => {
    const schema = meant(given, value);
    if (!schema) return;
    const { shape, element, items } = schema.def;
    if (shape && isObject(value)) {
      const known = Object.keys(shape);
      for (const [key, inside] of Object.entries(value)) {
        if (Object.hasOwn(shape, key)) walk(shape[key]!, inside, [...path, key]);
        else found.push({ path: pathOf([...path, key]), message: say(key, known, path, value) });
      }
    } else if (Array.isArray(value))
      value.forEach((inside, at) => {
        const one = element ?? items?.[at];
        if (one) walk(one, inside, [...path, at]);
      });
    else if (schema.def.type === 'record' && isObject(value))
      for (const [key, inside] of Object.entries(value)) walk(schema.def.valueType!, inside, [...path, key]);
  };
  walk(inputSchema(survey) as unknown as Schema, survey, []);
  return found;
}
