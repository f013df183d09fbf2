import { webUrl } from '../report/format';
import { canonicalLanguage } from './languages';
import type { UpdateContent, UpdateWords } from './update';
import { MOST } from './wire';

/** One language of the form, as it was filled in. */
export interface FormWords {
  locale: string;
  title: string;
  text: string;
}

/** The form as it was filled in, so that it can be shown again. The first language stands first, and always is there. */
export interface UpdateForm {
  words: [FormWords, ...FormWords[]];
  url: string;
}

/** What is wrong, by the id of the field that it is said at: `title-0`, `url`. */
export type FormProblems = Map<string, string>;

/** No control characters but line ends, which a text may have. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .normalize('NFC')
    .trim();

const lengthOf = (text: string): number => [...text].length;

/** The fields of each language come in order, once each; a language that is left empty is none. */
export const readUpdateForm = (fields: URLSearchParams): UpdateForm => {
  const [locales, titles, texts] = ['locale', 'title', 'text'].map((name) => fields.getAll(name)) as [
    string[],
    string[],
    string[],
  ];
  const at = (index: number): FormWords => ({
    locale: clean(locales[index] ?? ''),
    title: clean(titles[index] ?? '').replace(/\s+/g, ' '),
    text: clean(texts[index] ?? ''),
  });
  const others = titles.slice(1, MOST.languages).map((_, index) => at(index + 1));
  return { words: [at(0), ...others.filter(({ title, text }) => title || text)], url: clean(fields.get('url') ?? '') };
};

/** What the form says, where nothing in it is wrong. */
export const checkUpdateForm = (form: UpdateForm): { content: UpdateContent } | { problems: FormProblems } => {
  const problems: FormProblems = new Map();
  const seen = new Set<string>();
  const words = form.words.map(({ locale, title, text }, index): UpdateWords => {
    const canonical = canonicalLanguage(locale);
    if (!canonical) problems.set(`locale-${index}`, 'Choose a language.');
    else if (seen.has(canonical)) problems.set(`locale-${index}`, 'This language is here twice. Keep one of them.');
    seen.add(canonical ?? '');
    const most = (what: string, length: number, allowed: number) =>
      `The ${what} has ${length} characters; it may have ${allowed}.`;
    if (!title) problems.set(`title-${index}`, 'Write a title.');
    else if (lengthOf(title) > MOST.title) problems.set(`title-${index}`, most('title', lengthOf(title), MOST.title));
    if (!text) problems.set(`text-${index}`, 'Write what was changed.');
    else if (lengthOf(text) > MOST.text) problems.set(`text-${index}`, most('text', lengthOf(text), MOST.text));
    return { locale: canonical ?? '', title, text };
  });
  const url = form.url ? webUrl(form.url)?.href : undefined;
  if (form.url && !url) problems.set('url', 'Write a whole web address, beginning with https:// or http://.');
  else if (url && url.length > MOST.url) problems.set('url', `The address may have ${MOST.url} characters.`);
  return problems.size ? { problems } : { content: { words: words as UpdateContent['words'], url } };
};
