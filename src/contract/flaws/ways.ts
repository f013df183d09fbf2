import type { Survey } from '../types';
import type { Flaw } from './flaw';

/**
 * Jumps that lead nowhere or back, that are never taken, and pages and ends that nobody would see. Jumps lead on only:
 * any branching without a loop can be written in such an order, and every survey ends.
 */
export function wayFlaws({ questions, pages = [], ends = [] }: Survey): Flaw[] {
  const flaws: Flaw[] = [];
  const conditional = new Set(questions.filter(({ when }) => when).map(({ id }) => id));
  const pageAt = new Map(pages.map(({ id }, at) => [id, at] as const));
  const endIds = new Set(ends.map(({ id }) => id));
  const wanted = new Set<string>();
  /** Pages that some way leads to. */
  const reached = new Set([0]);
  pages.forEach(({ id, next = [], when, questions: ids }, at) => {
    let certain = false;
    next.forEach((jump, place) => {
      const path = ['pages', at, 'next', place];
      if (certain) flaws.push({ path, message: 'is never taken: the jump before it has no condition' });
      certain ||= !jump.when;
      const to = pageAt.get(jump.to);
      if (to === at) flaws.push({ path: [...path, 'to'], message: `"${id}" would follow itself for ever` });
      else if (to !== undefined && to < at)
        flaws.push({
          path: [...path, 'to'],
          message: `"${jump.to}" comes before "${id}": jumps lead on, never back, so that every survey ends`,
        });
      else if (to === undefined && !endIds.has(jump.to))
        flaws.push({ path: [...path, 'to'], message: `there is no page and no end "${jump.to}"` });
      wanted.add(jump.to);
      if (to !== undefined && reached.has(at)) reached.add(to);
    });
    // A page that is left out, or has nothing to ask, is passed: its jumps do not count.
    const passable = !!when || ids.every((question) => conditional.has(question));
    if (reached.has(at) && (!certain || passable)) reached.add(at + 1);
  });
  // Whoever opens a survey is asked something, whatever is known of them.
  const first = pages[0]?.questions ?? questions.map(({ id }) => id);
  if (pages[0]?.when || first.every((question) => conditional.has(question)))
    flaws.push({
      path: pages.length ? ['pages', 0] : ['questions'],
      message: 'everything here hangs on a condition: ask one question without, so that nobody sees an empty form',
    });
  pages.forEach(({ id }, at) => {
    if (!reached.has(at)) flaws.push({ path: ['pages', at], message: `no way leads to "${id}"` });
  });
  let always = false;
  ends.forEach(({ id, when }, at) => {
    if (always && !wanted.has(id))
      flaws.push({ path: ['ends', at], message: `"${id}" is never shown: an end before it has no condition` });
    always ||= !when;
  });
  return flaws;
}
