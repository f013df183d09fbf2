import { isObject } from '../../contract/fields';
import { flawsOf } from '../../contract/flaws';
import { OTHER } from '../../contract/other';
import { pathOf } from '../../contract/path';
import type { Survey } from '../../contract/types';
import type { Problem } from './problem';
import { wellFormed } from './well-formed';

/** What can only be said where every page could be read. */
const OF_THE_WAY = /stands on none|not answered yet|hangs on a condition|is no scale question above/;

const own = new RegExp(`"(.+)\\.${OTHER}"$`);

/** What an author would ask next is answered as well. */
const inFull = ({ path, message }: Problem): Problem => {
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
export const flawsIn = (survey: Survey): Problem[] =>
  flawsOf(survey).map(({ path, message }) => inFull({ path: pathOf(path), message }));

/** The same in what is left of a malformed one; what only looks wrong because something is malformed is left out. */
export function flawsBeside(given: unknown): Problem[] {
  if (!isObject(given) || !Array.isArray(given['questions']) || !given['questions'].length) return [];
  const { survey, nameless, wayless } = wellFormed(given);
  return flawsIn(survey).filter(
    ({ message }) =>
      !(nameless && /there is no question|is no scale question/.test(message)) &&
      !(wayless && OF_THE_WAY.test(message)),
  );
}
