import type { FeedbackRecord } from '../contract';
import { webUrl } from '../report/format';
import { plain } from '../report/submissions/submission-item';
import { replyWords } from './words';

/** The day in the visitor's own time zone, or in UTC where theirs is none. */
const dayOf = ({ context, time }: FeedbackRecord, language: string): string => {
  const written = new Date(time.createdAt);
  const day = (timeZone: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(written);
  try {
    return day(context.tz);
  } catch {
    return day('UTC');
  }
};

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** What they said: their own words, or without any what they chose. */
const ownWords = ({ answers }: FeedbackRecord): string => {
  const written = answers.filter(({ type }) => type === 'text');
  const said = (written.length ? written : answers).map((answer) => {
    const given = answer.type === 'scale' && answer.scale ? `${answer.value} / ${answer.scale.max}` : '';
    const words = [given, answer.type === 'scale' ? answer.label : plain(answer)].filter(Boolean).join(' ');
    return [answer.prompt, words].filter(Boolean).join('\n');
  });
  return said.join('\n\n');
};

/**
 * Subject and text of a mail that answers a submission. It goes to the address that was left with it, so it may quote
 * what was said there.
 * @param sender name of the sender; without one the site is called by its host.
 */
export const replyMail = (record: FeedbackRecord, text: string, sender: string): { subject: string; text: string } => {
  const { words, language } = replyWords(record.locale);
  const site = sender || webUrl(record.context.url)?.host || record.survey.id;
  return {
    subject: words.subject(site),
    text: [text, `-- \n${words.youWrote(dayOf(record, language), site)}`, quoted(ownWords(record)), words.whyYou].join(
      '\n\n',
    ),
  };
};
