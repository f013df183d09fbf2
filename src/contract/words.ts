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
    map(LIMITS.locale, LIMITS.items, text(max, 1)).superRefine((byTag, context) => {
      const tags = Object.keys(byTag);
      const fail = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
      if (!tags.length) fail([], 'must have at least one text, by BCP 47 language tag: { "en": "…" }');
      for (const tag of tags)
        if (!locale.safeParse(tag).success)
          fail(
            [tag],
            `must stand under a BCP 47 language tag: "${tag.includes('_') ? tag.replaceAll('_', '-') : 'ko-KR'}"`,
          );
    }),
  ]);

export const prompt = words(LIMITS.prompt);
export const label = words(LIMITS.label);

/** A scheme that runs code must never come out of a file: relative addresses are those of the page. */
const URL_SHAPE = /^(https:\/\/[^\s/]|mailto:\S|\/(?!\/)|\.\.?\/|#)\S*$/;

/** `//` is another site, so it is none of these. */
const LINK = 'must begin with https://, mailto:, /, ./, ../ or #, not with //, and have no space';

export const link = z.object({
  label,
  url: token(LIMITS.url, 1).regex(URL_SHAPE, LINK),
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
