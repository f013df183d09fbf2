import type { Survey } from '../types';
import type { Flaw } from './flaw';

/** Where people review in public, by address. */
const REVIEWS =
  /(^|[./])(trustpilot|yelp|tripadvisor|g2|capterra|feefo|reviews|sitejabber|glassdoor|judge)\.|g\.page|apps\.apple\.com|play\.google\.com\/store|write-?a?-?review|writereview|\/reviews?([/?#]|$)/i;

/**
 * A request for a public review that hangs on what somebody answered is review gating: platforms forbid it, and it bends
 * what others read. `reviewLink` asks everybody, and no other link leads there.
 */
export function reviewFlaws({ questions, ends = [], helpLinks = [], reviewLink }: Survey): Flaw[] {
  const flaws: Flaw[] = [];
  const check = (url: string | undefined, path: (string | number)[]) => {
    if (url !== undefined && (url === reviewLink?.url || REVIEWS.test(url)))
      flaws.push({
        path,
        message: 'leads to a public review: write it as "reviewLink" of the survey, which asks everybody or nobody',
      });
  };
  questions.forEach((question, at) => {
    if (question.type === 'statement' || question.type === 'consent')
      check(question.link?.url, ['questions', at, 'link', 'url']);
  });
  ends.forEach(({ link }, at) => void check(link?.url, ['ends', at, 'link', 'url']));
  helpLinks.forEach(({ url }, at) => void check(url, ['helpLinks', at, 'url']));
  return flaws;
}
