import { z } from 'zod';
import { locale, map, text, token } from './fields';
import { LIMITS } from './limits';

/** What surveys are made of: ids, texts in one language or by language tag, links. */

export const id = token(LIMITS.id, 1);
/** Of an option, a row or a column. */
export const itemId = token(LIMITS.itemText, 1);
export const required = z.boolean().optional();

const words = (max: number) =>
  z.union([
    text(max, 1),
    map(LIMITS.locale, LIMITS.items, text(max, 1)).refine(
      (byTag) => Object.keys(byTag).length > 0 && Object.keys(byTag).every((tag) => locale.safeParse(tag).success),
      'must have at least one text, by BCP 47 language tag',
    ),
  ]);

export const prompt = words(LIMITS.prompt);
export const label = words(LIMITS.label);

/** A scheme that runs code must never come out of a file: relative addresses are those of the page. */
const URL_SHAPE = /^(https:\/\/[^\s/]|mailto:\S|\/(?!\/)|\.\.?\/|#)\S*$/;

export const link = z.object({
  label,
  url: token(LIMITS.url, 1).regex(URL_SHAPE, 'must begin with https://, mailto:, / or ./, and have no space'),
});

/** Ids that differ, of options and the like: the second of two is named. */
export const differ = (items: { id: string }[], context: z.core.$RefinementCtx): void => {
  const seen = new Map<string, number>();
  items.forEach(({ id }, at) => {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, at);
    else
      context.addIssue({
        code: 'custom',
        path: [at, 'id'],
        message: `"${id}" is the id of the one at [${first}] already`,
      });
  });
};
