import { LIMITS } from '../limits';
import { OTHER } from '../other';
import type { Survey } from '../types';
import { UNSAFE } from '../unsafe';
import type { Flaw } from './flaw';
import { placesOf } from './order';

/** Names that are used twice or cannot be used, questions on no page or on two, prompts by the score of no scale. */
export function nameFlaws(survey: Survey): Flaw[] {
  const { questions, pages = [], ends = [] } = survey;
  const flaws: Flaw[] = [];
  const seen = new Set<string>();
  questions.forEach(({ id }, at) => {
    const path = ['questions', at, 'id'];
    if (seen.has(id)) flaws.push({ path, message: `"${id}" is used twice` });
    // Elements are named after it, and one with a space would be two.
    else if (/\s/.test(id)) flaws.push({ path, message: 'must have no space' });
    else if (UNSAFE.has(id)) flaws.push({ path, message: `must not be "${id}"` });
    seen.add(id);
  });
  questions.forEach((question, at) => {
    if (question.type !== 'choice' || !question.other) return;
    const own = `${question.id}.${OTHER}`;
    const path = ['questions', at, 'id'];
    if (seen.has(own)) flaws.push({ path, message: `"${own}" is the name of its text, and of another question` });
    if (own.length > LIMITS.id)
      flaws.push({ path, message: `must have at most ${LIMITS.id - OTHER.length - 1} characters: "other" is added` });
  });
  const targets = new Set<string>();
  const target = (id: string, path: (string | number)[]) => {
    if (targets.has(id)) flaws.push({ path, message: `"${id}" is used twice among pages and ends` });
    targets.add(id);
  };
  pages.forEach(({ id }, at) => void target(id, ['pages', at, 'id']));
  ends.forEach(({ id }, at) => void target(id, ['ends', at, 'id']));

  const onPage = new Set<string>();
  pages.forEach((page, at) => {
    page.questions.forEach((id, place) => {
      const path = ['pages', at, 'questions', place];
      if (!seen.has(id)) flaws.push({ path, message: `there is no question "${id}"` });
      else if (onPage.has(id)) flaws.push({ path, message: `"${id}" stands on a page already` });
      onPage.add(id);
    });
  });
  questions.forEach(({ id }, at) => {
    if (pages.length && !onPage.has(id))
      flaws.push({ path: ['questions', at], message: `"${id}" stands on none of the pages` });
  });

  const places = placesOf(survey);
  questions.forEach((question, at) => {
    const by = question.type === 'text' ? question.promptByBand?.by : undefined;
    if (by === undefined) return;
    const rated = places.get(by);
    if (rated?.question.type !== 'scale' || rated.order >= (places.get(question.id)?.order ?? Number.POSITIVE_INFINITY))
      flaws.push({
        path: ['questions', at, 'promptByBand', 'by'],
        message: `"${by}" is no scale question above this one`,
      });
  });
  return flaws;
}
