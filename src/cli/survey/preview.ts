import type { Condition, Page, Question, Survey, Text } from '../../contract/types';
import { wordsOf } from '../../survey/wording';
import { inWords } from './in-words';
import { lines } from './width';

const COLUMNS = 72;
const NAMES = { site: '{site}', subject: '{subject}' };

/** Each screen of a survey as lines of text: what is asked, under which condition, and where it goes on. */
export function preview(survey: Survey, language: string): string[] {
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
                `${question.multiple ? '[ ]' : '( )'} ${question.other === true ? 'Something else' : say(question.other)}: ______`,
              ]
            : []),
        ];
      case 'boolean':
        return [(question.labels ?? ['Yes', 'No']).map((label) => `( ) ${say(label)}`).join('  ')];
      case 'consent':
        return ['[ ] yes'];
      case 'contact':
        return (question.fields ?? ['email']).map((field) => `${field}: ______`);
      case 'number':
        return [`______ ${say(question.unit)} ${question.min ?? ''} – ${question.max ?? ''}`.replace(/ +–? *$/, '')];
      case 'date':
        return ['____-__-__'];
      case 'ranking':
        return list(question.options, '↕');
      case 'matrix':
        return question.rows.map(({ label }) => `${say(label)}: ${list(question.columns, '( )').join('  ')}`);
      case 'file':
        return [`[Add a file] at most ${question.maxFiles ?? 1}, ${question.accept ?? 'image/*'}`];
      case 'statement':
        return question.text ? [say(question.text)] : [];
      case 'text':
        return [question.size === 'short' ? '______' : '____________________'];
    }
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
    for (const line of offered(question)) put(line, '    ');
  };

  const { questions, pages, ends = [], helpLinks = [], reply, reviewLink } = survey;
  const shown: Page[] = pages ?? [{ id: '', questions: questions.map(({ id }) => id) }];
  out.push(`${say(survey.title)}  [${survey.id}, version ${survey.version}, ${survey.mode}]`);
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
  if (typeof reply === 'object') put(`"I’d like a reply" if ${inWords(reply)}`);
  else if (reply !== false && !questions.some(({ type }) => type === 'contact')) put('"I’d like a reply"');
  for (const { label, url, when } of helpLinks) put(`${say(label)} → ${url}${when ? ` if ${inWords(when)}` : ''}`);
  put('[Send]');
  for (const { id, title, text, link, when } of ends) {
    rule(`End: ${id}`);
    note(when);
    put(title ? say(title) : 'Thank you');
    if (text) put(say(text));
    if (link) put(`${say(link.label)} → ${link.url}`);
  }
  if (!ends.length) {
    rule('End');
    put('Thank you');
  }
  if (reviewLink) put(`${say(reviewLink.label)} → ${reviewLink.url} (on every end)`);
  return out;
}
