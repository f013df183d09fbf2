import type { Survey } from '../../src/contract/types';
import { flawsOf } from '../../src/survey/flaws';

// biome-ignore lint/suspicious/noExplicitAny: JSON may say anything
type Json = any;

const isItems = (list: Json) =>
  Array.isArray(list) &&
  list[0] &&
  list.every((one: Json) => typeof one?.id === 'string' && one.id && one.id.length <= 200);
/** A text, or texts by language. */
const isText = (text: Json) =>
  text === undefined ||
  typeof text === 'string' ||
  (typeof text === 'object' &&
    text &&
    Object.keys(text).length > 0 &&
    Object.values(text).every((one) => typeof one === 'string'));
const TEXTS = ['prompt', 'statement', 'text', 'unit', 'title', 'label'];
/** All texts and links of a question, a page, an end or an option, whatever else it is. */
const says = (part: Json): boolean =>
  typeof part === 'object' &&
  !!part &&
  TEXTS.every((name) => isText(part[name])) &&
  isLink(part.link) &&
  (part.link === undefined || isText(part.link.label));
const isDay = (day: Json) => day === undefined || day === 'today' || /^\d{4}-\d\d-\d\d$/.test(day);
const isNumber = (value: Json) => value === undefined || Number.isFinite(value);
/** What else a type has that would throw, or could never be answered. */
const OWN: { [type: string]: (question: Json) => boolean } = {
  text: ({ promptByBand: by }) =>
    by === undefined || [by?.low, by?.mid, by?.high].every((text) => text !== undefined && isText(text)),
  choice: ({ other }) => typeof other === 'boolean' || isText(other),
  boolean: ({ labels }) => labels === undefined || (Array.isArray(labels) && labels.length === 2),
  contact: ({ fields }) => fields === undefined || (Array.isArray(fields) && !!fields[0]),
  date: ({ min, max }) => isDay(min) && isDay(max),
  number: ({ min, max, step }) =>
    isNumber(min) && isNumber(max) && (step === undefined || step === 'any' || (Number.isFinite(step) && step > 0)),
};
/** Lists that a question cannot be drawn without. */
const LISTS: { [type: string]: string[] } = { ranking: ['options'], matrix: ['rows', 'columns'] };
/** A link that runs code must not come out of a file. */
const LINK = /^(https:\/\/[^\s/]|mailto:\S|\/(?!\/)|\.\.?\/|#)\S*$/;
const isLink = (link: Json) => link === undefined || (typeof link?.url === 'string' && LINK.test(link.url));
const isList = (list: Json) => list === undefined || Array.isArray(list);

const pathOf = (path: (string | number)[]) =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  );

/** The first thing that keeps a survey from being asked as its author means it, with its path; undefined for none. */
export function flowMisfit(survey: Survey): string | undefined {
  const { questions, pages, ends, helpLinks, reviewLink }: { [part: string]: Json } = survey;
  const at = questions.findIndex(
    (question: Json) =>
      !says(question) ||
      !(LISTS[question.type] ?? []).every((list) => isItems(question[list])) ||
      ![...(question.options ?? []), ...(question.rows ?? []), ...(question.columns ?? [])].every(says) ||
      ![question.labels ?? []].flat().every(isText) ||
      !(OWN[question.type]?.(question) ?? true),
  );
  if (at >= 0) return `questions[${at}] is wrong`;
  for (const [name, list] of Object.entries({ pages, ends, helpLinks })) {
    if (!isList(list)) return `${name} must be a list`;
    if (name === 'pages' && list && !list.length) return 'pages is empty: leave it out for a survey on one page';
    const wrong = (list ?? []).findIndex((part: Json) => !says(part));
    if (wrong >= 0) return `${name}[${wrong}] is wrong`;
  }
  const links = [reviewLink, ...(helpLinks ?? []), ...(ends ?? []).map((end: Json) => end?.link)];
  if (!links.every(isLink)) return 'a link must begin with https://, mailto:, / or ./';
  try {
    const [flaw] = flawsOf(survey);
    return flaw && `${pathOf(flaw.path)}: ${flaw.message}`;
  } catch {
    return 'a page, an end or a condition is malformed';
  }
}
