import { condition } from '../../contract/condition';
import { isObject } from '../../contract/fields';
import { writtenQuestion } from '../../contract/questions';
import { expanded } from '../../contract/ready';
import type { Condition, End, Link, Page, Question, Survey } from '../../contract/types';

/** A condition that nothing can be said against. */
const ANY: Condition = { trait: '?', answered: true };

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isId = (value: unknown): value is string => typeof value === 'string' && !!value;

/** A survey of which only what is well-formed is left, and whether something is missing that the rest is held against. */
export interface WellFormed {
  survey: Survey;
  /** A question has no id, so that "there is no such question" may be wrong. */
  nameless: boolean;
  /** Pages or ends cannot be read, so that nothing can be said of the way. */
  wayless: boolean;
}

/**
 * As much of a survey as is as it should be, so that what does not fit together in it can be told together with what is
 * malformed. What is malformed is replaced by what nothing can be said against. Takes any value.
 */
export function wellFormed(given: { [key: string]: unknown }): WellFormed {
  /** Ids of questions that are malformed: their answers can be anything. */
  const broken = new Set<string>();
  let nameless = false;
  let wayless = false;

  const questions: Question[] = [];
  for (const one of list(given['questions'])) {
    const parsed = writtenQuestion.safeParse(one);
    const id = isObject(one) && isId(one['id']) ? one['id'] : undefined;
    if (parsed.success) questions.push(expanded(one));
    else {
      if (id === undefined) nameless = true;
      else broken.add(id);
      const when = isObject(one) && one['when'] !== undefined ? { when: one['when'] as Condition } : {};
      // its place counts, for paths
      questions.push({ id: id ?? `?${questions.length}`, type: 'text', prompt: '?', ...when });
    }
  }

  const mended = (when: unknown): Condition => {
    if (!isObject(when)) return ANY;
    for (const name of ['all', 'any'] as const)
      if (Array.isArray(when[name]) && when[name].length) return { [name]: when[name].map(mended) };
    if (when['not'] !== undefined) return { not: mended(when['not']) };
    const parsed = condition.safeParse(when);
    const { answer } = when;
    if (!isId(answer)) return parsed.success ? parsed.data : ANY;
    return parsed.success && !broken.has(answer) ? parsed.data : { answer, answered: true };
  };
  const withCondition = <One extends object>(one: One): One =>
    'when' in one && one.when !== undefined ? { ...one, when: mended(one.when) } : one;
  const linkOf = (link: unknown): Link | undefined =>
    isObject(link) && typeof link['url'] === 'string' ? (link as unknown as Link) : undefined;

  const pages: Page[] = [];
  for (const one of list(given['pages'])) {
    if (!isObject(one) || !isId(one['id']) || !list(one['questions']).every(isId) || !list(one['questions']).length)
      wayless = true;
    else
      pages.push({
        ...withCondition(one as unknown as Page),
        // of a jump without a target nothing is known but that it is there
        next: list(one['next'])
          .map((jump) => withCondition((isObject(jump) ? jump : {}) as { to: string }))
          .filter(({ to }) => isId(to) || !(wayless = true)),
      });
  }
  const ends: End[] = [];
  for (const one of list(given['ends'])) {
    if (!isObject(one) || !isId(one['id'])) wayless = true;
    else ends.push({ ...withCondition(one as unknown as End), link: linkOf(one['link']) });
  }
  if (['pages', 'ends'].some((name) => given[name] !== undefined && !Array.isArray(given[name]))) wayless = true;
  // no page holds a question
  if (given['pages'] !== undefined && !pages.length) wayless = true;

  const survey = {
    id: '?',
    version: '1',
    mode: 'interaction',
    title: '?',
    questions: questions.map((one) => {
      const own = withCondition(one);
      return own.type === 'text' && own.promptByBand && broken.has(own.promptByBand.by)
        ? { ...own, promptByBand: undefined }
        : own;
    }),
    ...(given['pages'] !== undefined && !wayless && { pages }),
    ...(!wayless && { ends }),
    helpLinks: list(given['helpLinks']).map((one) => ({
      label: '?',
      url: '',
      ...linkOf(one),
      when: isObject(one) && one['when'] !== undefined ? mended(one['when']) : undefined,
    })),
    reviewLink: linkOf(given['reviewLink']),
    reply: isObject(given['reply']) ? mended(given['reply']) : undefined,
    target: isObject(given['target']) ? mended(given['target']) : undefined,
  } as Survey;
  return { survey, nameless, wayless };
}
