import type { Condition, Page, Question, Survey, Text } from '../../contract/types';
import { wordsOf } from '../../survey/wording';
import { bandsOf } from './bands';
import { endsInWords, onlyByJump } from './ends';
import { inWords } from './in-words';
import { offered } from './offered';
import { opening } from './opening';
import { lines } from './width';
import type { Words } from './words';

const COLUMNS = 72;
const NAMES = { site: '{site}', subject: '{subject}' };

/**
 * A survey as lines of text: what opens it and for whom, then each screen, with what is asked, under which condition, and
 * where it goes on. `name` is its name in the file, `words` are the panel's own.
 */
export function preview(survey: Survey, name: string, language: string, words: Words): string[] {
  const say = (text: Text | undefined) => wordsOf(text, language, language, NAMES).text;
  const out: string[] = [];
  const put = (text: string, indent = '  ') => void out.push(...lines(text, COLUMNS, indent));
  const rule = (title: string) =>
    void out.push('', `── ${title} ${'─'.repeat(Math.max(3, COLUMNS - title.length - 4))}`);
  const note = (when: Condition | undefined, before = 'if') => when && put(`(${before} ${inWords(when)})`, '    ');

  const ask = (question: Question) => {
    const required = question.type !== 'statement' && question.required;
    out.push('');
    put(`${say(question.prompt)}${required ? ' *' : ''}`);
    if (question.type === 'scale' && question.statement) put(say(question.statement));
    put(
      `${question.id}: ${question.type}${question.type === 'scale' ? `, ${question.metric}, ${question.look}, ${question.scale.direction === 'higher_better' ? 'higher' : 'lower'} is better` : ''}`,
      '    ',
    );
    note(question.when);
    if (question.type === 'text' && question.promptByBand) {
      const { by, ...texts } = question.promptByBand;
      for (const { band, scores } of bandsOf(question, survey))
        put(`where ${by} is ${band}${scores}: ${say(texts[band])}`, '    ');
    }
    for (const line of offered(question, say, words)) put(line, '    ');
  };

  const { questions, pages, ends = [], helpLinks = [], reply, reviewLink } = survey;
  const shown: Page[] = pages ?? [{ id: '', questions: questions.map(({ id }) => id) }];
  out.push(`${say(survey.title)}  [${survey.id}, version ${survey.version}, ${survey.mode}]`);
  for (const line of opening(survey, name)) put(line);
  shown.forEach((page, at) => {
    rule(pages ? `Page ${at + 1} of ${pages.length}: ${page.id}` : 'One page');
    note(page.when);
    if (page.title) put(say(page.title));
    for (const id of page.questions) {
      const question = questions.find((one) => one.id === id);
      if (question) ask(question);
    }
    out.push('');
    for (const { when, to } of page.next ?? []) put(`→ ${to}${when ? ` if ${inWords(when)}` : ''}`);
    const certain = page.next?.some(({ when }) => !when);
    if (pages && !certain) put(`→ ${shown[at + 1]?.id ?? endsInWords(survey)}`);
  });
  rule('Before sending');
  const contact = questions.some(({ type }) => type === 'contact');
  if (typeof reply === 'object') put(`[ ] ${words.wantReply} (if ${inWords(reply)})`);
  else if (reply !== false && !contact) put(`[ ] ${words.wantReply} (where the site answers)`);
  for (const { label, url, when } of helpLinks) put(`${say(label)} → ${url}${when ? ` (if ${inWords(when)})` : ''}`);
  put(`[${words.sendButton}]`);
  if (!pages && ends.length) put(`→ ${endsInWords(survey)}`);
  const byJump = onlyByJump(survey);
  for (const { id, title, text, link, when } of ends) {
    rule(`End: ${id}`);
    if (byJump.has(id)) put('(only where a jump leads here)', '    ');
    else note(when);
    put(title ? say(title) : words.thanks);
    if (text) put(say(text));
    if (link) put(`${say(link.label)} → ${link.url}`);
  }
  if (!ends.length) {
    rule('End');
    put(words.thanks);
  }
  if (reviewLink) put(`${say(reviewLink.label)} → ${reviewLink.url} (on every end)`);
  return out;
}
