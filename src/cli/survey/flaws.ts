import { isObject } from '../../contract/fields';
import { flawsOf } from '../../contract/flaws';
import { LIMITS } from '../../contract/limits';
import { OTHER } from '../../contract/other';
import { pathOf } from '../../contract/path';
import type { Survey } from '../../contract/types';
import type { Problem } from './problem';
import { wellFormed } from './well-formed';

/** What can only be said where every page could be read. */
const OF_THE_WAY = /stands on none|not answered yet|hangs on a condition|is no scale question above/;

const own = new RegExp(`"(.+)\\.${OTHER}"$`);

/** Which end keeps another from being shown, and what can be done. */
const unseen = ({ ends = [], pages = [] }: Survey, path: string): string => {
  const at = Number(/\d+/.exec(path)?.[0]);
  const first = ends.find(({ when }) => !when)?.id ?? '';
  const id = ends[at]?.id ?? '';
  const more = pages.length ? `. Where only some pages lead to it, name it in their "next": { "to": "${id}" }` : '';
  return `"${id}" is never shown: "${first}" before it has no condition, and takes everybody. Move "${first}" behind the others, or give it a "when"${more}`;
};

/** What an author would ask next is answered as well. */
const inFull = ({ path, message }: Problem, survey: Survey): Problem => {
  if (/is never shown: an end/.test(message)) return { path, message: unseen(survey, path) };
  if (/^target\b.*\.answer$/.test(path))
    return { path, message: 'a target cannot ask answers: nobody has answered yet when it decides to whom it opens' };
  const other = path.endsWith('.answer') && own.exec(message)?.[1];
  return other
    ? {
        path,
        message: `what somebody wrote themselves cannot be asked. That they did can: { "answer": "${other}", "contains": "${OTHER}" }`,
      }
    : { path, message };
};

/** What does not fit together in a whole survey. */
export const flawsIn = (survey: Survey): Problem[] => {
  const flaws = flawsOf(survey);
  // where a jump leads nowhere, nobody knows what it was to lead to
  const lost = flaws.some(({ path }) => path[2] === 'next' && path[4] === 'to');
  return flaws
    .filter(({ path: [of, at], message }) => {
      if (lost && message.startsWith('no way leads')) return false;
      // one that is called as another is told so
      const id = of === 'ends' && survey.ends?.[at as number]?.id;
      return !(/is never shown/.test(message) && survey.ends?.some((end, other) => end.id === id && other !== at));
    })
    .map(({ path, message }) => inFull({ path: pathOf(path), message }, survey));
};

/** The same in what is left of a malformed one; what only looks wrong because something is malformed is left out. */
export function flawsBeside(given: unknown): Problem[] {
  if (!isObject(given) || !Array.isArray(given['questions']) || !given['questions'].length) return [];
  const { survey, nameless, wayless } = wellFormed(given);
  const many = given['questions'].length > LIMITS.questions;
  return flawsIn(survey).filter(
    ({ message }) =>
      // a question without a readable name has one that nobody wrote
      !/"\?\d+"/.test(message) &&
      !(many && message.startsWith('too many answers')) &&
      !(nameless && /there is no question|is no scale question/.test(message)) &&
      !(wayless && OF_THE_WAY.test(message)),
  );
}
