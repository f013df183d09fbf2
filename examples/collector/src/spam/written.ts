import type { FeedbackRecord } from '../contract';

/** All that somebody typed into the questions of a form. */
export const written = ({ answers }: FeedbackRecord): string =>
  answers
    .filter(({ type }) => type === 'text')
    .map(({ value }) => String(value))
    .join('\n');
