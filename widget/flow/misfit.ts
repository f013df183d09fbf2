import type { Survey } from '../../src/contract/types';
import { flawsOf, pathOf } from '../../src/survey/flaws';

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
/** A link that runs code must not come out of a file. */
const LINK = /^(https:\/\/[^\s/]|mailto:\S|\/(?!\/)|\.\.?\/|#)\S*$/;
const isLink = (link: Json) => link === undefined || (typeof link?.url === 'string' && LINK.test(link.url));
const MUST = {
  object: 'must be an object',
  text: 'must be a text, or texts by language',
  link: 'must have a "url" that begins with https://, mailto:, / or ./',
  list: 'must be a list of { "id", "label" }',
};
/** What is wrong with a text or link of a question, a page, an end, an option or a link, whatever else it is. */
const wrongWords = (part: Json, path: string): string | undefined => {
  if (typeof part !== 'object' || !part) return `${path}: ${MUST.object}`;
  const text = TEXTS.find((name) => !isText(part[name]));
  if (text) return `${path}.${text}: ${MUST.text}`;
  if (!isLink(part.link)) return `${path}.link: ${MUST.link}`;
  return part.link === undefined || isText(part.link.label) ? undefined : `${path}.link.label: ${MUST.text}`;
};
const isDay = (day: Json) => day === undefined || day === 'today' || /^\d{4}-\d\d-\d\d$/.test(day);
const isNumber = (value: Json) => value === undefined || Number.isFinite(value);
/** What else a type has that would throw, or could never be answered. */
const OWN: { [type: string]: (question: Json) => false | string | undefined } = {
  text: ({ promptByBand: by }) =>
    by !== undefined &&
    ![by?.low, by?.mid, by?.high].every((text) => text !== undefined && isText(text)) &&
    '.promptByBand: must have the texts "low", "mid" and "high"',
  choice: ({ other }) => typeof other !== 'boolean' && !isText(other) && '.other: must be true, or its label',
  boolean: ({ labels }) =>
    labels !== undefined && !(Array.isArray(labels) && labels.length === 2) && '.labels: must be two texts',
  contact: ({ fields }) =>
    fields !== undefined && !(Array.isArray(fields) && fields[0]) && '.fields: must be a list of "email" and "name"',
  date: ({ min, max }) => !(isDay(min) && isDay(max)) && ': min and max must be dates, or "today"',
  number: ({ min, max, step }) =>
    !(
      isNumber(min) &&
      isNumber(max) &&
      (step === undefined || step === 'any' || (Number.isFinite(step) && step > 0))
    ) && ': min, max and step must be numbers',
};
/** Lists that a question cannot be drawn without. */
const LISTS: { [type: string]: string[] } = { ranking: ['options'], matrix: ['rows', 'columns'] };
const wrongQuestion = (question: Json, path: string): string | false | undefined => {
  const wrong = wrongWords(question, path);
  if (wrong) return wrong;
  const { type, labels } = question;
  const list = (LISTS[type] ?? []).find((name) => !isItems(question[name]));
  if (list) return `${path}.${list}: ${MUST.list}`;
  // not by entries(): Prototype.js has one of its own
  for (const name of ['options', 'rows', 'columns']) {
    const inside = [question[name] ?? []].flat().map((item, at) => wrongWords(item, `${path}.${name}[${at}]`));
    const first = inside.find(Boolean);
    if (first) return first;
  }
  if (![labels ?? []].flat().every(isText)) return `${path}.labels: ${MUST.text}`;
  const own = OWN[type]?.(question);
  return own && path + own;
};

/** All that keeps a survey from being asked as its author means it, each with its path; none where nothing does. */
export function flowMisfits(survey: Survey): string[] {
  const { questions, reviewLink, ...lists }: { [part: string]: Json } = survey;
  const wrong: (string | false | undefined)[] = questions.map((one: Json, at: number) =>
    wrongQuestion(one, `questions[${at}]`),
  );
  for (const name of ['pages', 'ends', 'helpLinks']) {
    const list = lists[name];
    if (list === undefined) continue;
    if (!Array.isArray(list)) wrong.push(`${name}: must be a list`);
    else if (name === 'pages' && !list.length) wrong.push('pages: is empty; leave it out for a survey on one page');
    else
      list.forEach((part: Json, at: number) => {
        const path = `${name}[${at}]`;
        wrong.push(wrongWords(part, path) ?? (name === 'helpLinks' && !isLink(part) && `${path}.url: ${MUST.link}`));
      });
  }
  if (!isLink(reviewLink)) wrong.push(`reviewLink: ${MUST.link}`);
  const shape = wrong.filter((one) => one) as string[];
  if (shape.length) return shape;
  try {
    return flawsOf(survey).map(({ path, message }) => `${pathOf(path)}: ${message}`);
  } catch {
    return ['a page, an end or a condition is malformed'];
  }
}
