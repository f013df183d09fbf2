import { isObject } from '../../../contract/fields';
import { shown } from '../../../contract/sentence';
import type { Problem } from '../problem';

/** A public review is written on another site: an address of one's own, or of a mailbox, is none. */
export function linkFlaws(survey: unknown): Problem[] {
  const link = isObject(survey) ? survey['reviewLink'] : undefined;
  const url = isObject(link) ? link['url'] : undefined;
  return typeof url === 'string' && url && !url.startsWith('https://')
    ? [
        {
          path: 'reviewLink.url',
          message: `must be the https:// address where people review in public; it is ${shown(url)}. A page of your own is a link of an end`,
        },
      ]
    : [];
}
