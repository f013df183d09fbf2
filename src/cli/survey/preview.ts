import type { Condition, Page, Question, Survey, Text } from '../../contract/types';
import { type Band, bandOf } from '../../survey/flow';
import { wordsOf } from '../../survey/wording';
import { inWords } from './in-words';
import { opening } from './opening';
import { lines } from './width';
import type { Words } from './words';

const COLUMNS = 72;
const NAMES = { site: '{site}', subject: '{subject}' };

/**
 * A survey as lines of text: what opens it and for whom, then each screen, with what is asked, under which condition, and
 * where it goes on. `words` are the panel's own.
 */
export function preview(survey: Survey, language: string, words: Words): string[] {
  const say = (text: Text | undefined) => wordsOf(text, language, language, NAMES).text;
  const out: string[] = [];
  const put = (text: string, indent = '  ') => void out.push(...lines(text, COLUMNS, indent));
  const rule = (title: string) =>
    void out.push('', `── ${title} ${'─'.repeat(Math.max(3, COLUMNS - title.length - 4))}`);
  const note = (when: Condition | undefined, before = 'if') => when && put(`(${before} ${inWords(when)})`, '    ');

  /** What a question offers, in one line or several. */
  const offered = (question: Question): string[] => {
    const list = (items: { id: string; label: Text }[], mark: string) =>
      items.map(({ label }) => `${mark} ${say(label)}`);
    switch (question.type) {
      case 'scale': {
        const { scale, labels } = question;
        const points = Array.from({ length: scale.max - scale.min + 1 }, (_, at) => scale.min + at);
        return labels.length === points.length
          ? points.map((point, at) => `( ) ${point} ${say(labels[at])}`)
          : [points.map((point) => `( ) ${point}`).join(' '), `${say(labels[0])} … ${say(labels[1])}`];
      }
      case 'choice':
        return [
          ...list(question.options, question.multiple ? '[ ]' : '( )'),
          ...(question.other
            ? [
                `${question.multiple ? '[ ]' : '( )'} ${question.other === true ? words.otherOption : say(question.other)}: ______`,
              ]
            : []),
        ];
      case 'boolean':
        return [
          (question.labels ?? [words.yesPartlyNo[0]!, words.yesPartlyNo[2]!])
            .map((label) => `( ) ${say(label)}`)
            .join('  '),
        ];
      case 'consent':
        return ['[ ] yes'];
      case 'contact':
        return (question.fields ?? ['email']).map(
          (field) => `${field === 'email' ? words.emailLabel : words.nameLabel}: ______`,
        );
      case 'number':
        return [`______ ${say(question.unit)} ${question.min ?? ''} – ${question.max ?? ''}`.replace(/ +–? *$/, '')];
      case 'date':
        return ['____-__-__'];
      case 'ranking':
        return list(question.options, '↕');
      case 'matrix':
        return question.rows.map(({ label }) => `${say(label)}: ${list(question.columns, '( )').join('  ')}`);
      case 'file':
        return [`[${words.addFile}] at most ${question.maxFiles ?? 1}, ${question.accept ?? 'image/*'}`];
      case 'statement':
        return question.text ? [say(question.text)] : [];
      case 'text':
        return [question.size === 'short' ? '______' : '____________________'];
    }
  };

  /** The scores of a question that stand for a band: ` (0–6)`. */
  const scoresOf = (by: string, band: Band): string => {
    const rated = survey.questions.find(({ id }) => id === by);
    if (rated?.type !== 'scale') return '';
    const { min, max } = rated.scale;
    const points = Array.from({ length: max - min + 1 }, (_, at) => min + at).filter(
      (point) => bandOf(rated, point) === band,
    );
    return points.length ? ` (${[...new Set([points[0], points.at(-1)])].join('–')})` : ' (no score)';
  };

  const ask = (question: Question) => {
    const required = question.type !== 'statement' && question.required;
    out.push('');
    put(`${say(question.prompt)}${required ? ' *' : ''}`);
    if (question.type === 'scale' && question.statement) put(say(question.statement));
    put(
      `${question.id}: ${question.type}${question.type === 'scale' ? `, ${question.metric}, ${question.look}` : ''}`,
      '    ',
    );
    note(question.when);
    if (question.type === 'text' && question.promptByBand) {
      const { by, low, mid, high } = question.promptByBand;
      for (const [band, text] of Object.entries({ low, mid, high }))
        put(`where ${by} is ${band}${scoresOf(by, band as Band)}: ${say(text)}`, '    ');
    }
    for (const line of offered(question)) put(line, '    ');
  };

  const { questions, pages, ends = [], helpLinks = [], reply, reviewLink } = survey;
  const shown: Page[] = pages ?? [{ id: '', questions: questions.map(({ id }) => id) }];
  out.push(`${say(survey.title)}  [${survey.id}, version ${survey.version}, ${survey.mode}]`);
  for (const line of opening(survey, survey.id)) put(line);
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
    if (pages && !certain) put(`→ ${shown[at + 1]?.id ?? 'the end'}`);
  });
  rule('Before sending');
  const contact = questions.some(({ type }) => type === 'contact');
  if (typeof reply === 'object') put(`[ ] ${words.wantReply} (if ${inWords(reply)})`);
  else if (reply !== false && !contact) put(`[ ] ${words.wantReply} (where the site answers)`);
  for (const { label, url, when } of helpLinks) put(`${say(label)} → ${url}${when ? ` (if ${inWords(when)})` : ''}`);
  put(`[${words.sendButton}]`);
  for (const { id, title, text, link, when } of ends) {
    rule(`End: ${id}`);
    note(when);
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
