import type { FeedbackRecord } from '../contract';
import { written } from './written';

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'\])]+/gi;
/** Links as markup: forums and blogs show these, a feedback form shows what was typed. Bounded, so that no text takes long. */
const MARKUP = /<a\s[^>]{0,200}href|\[(?:url|link)[=\]]/i;
/** Feedback names the page that is broken, and perhaps one beside it. */
const MOST = 2;

const hostOf = (address: string): string => {
  try {
    return new URL(address.replace(/^www\./i, 'https://www.')).hostname.replace(/^www\./, '');
  } catch {
    return address;
  }
};

/** Whether the text leads to other sites as nobody's feedback does. Links to the site that it is about are feedback. */
export const manyLinks = (record: FeedbackRecord): boolean => {
  const text = written(record);
  // Most texts have none, and this runs for every one.
  if (!/:\/\/|www\./i.test(text)) return false;
  const links = text.match(LINK) ?? [];
  const own = hostOf(record.context.url);
  const elsewhere = links.filter((link) => hostOf(link) !== own);
  return elsewhere.length > MOST || (elsewhere.length > 0 && MARKUP.test(text));
};
