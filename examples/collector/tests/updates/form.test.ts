import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUpdateForm, readUpdateForm } from '../../src/updates/form';
import { MOST } from '../../src/updates/wire';
import { english, fields } from '../support/updates';

const check = (form: URLSearchParams) => checkUpdateForm(readUpdateForm(form));
const problemsOf = (form: URLSearchParams) => {
  const checked = check(form);
  return 'problems' in checked ? [...checked.problems.keys()] : [];
};
const ko = { locale: 'ko', title: '결제가 짧아졌어요', text: '두 단계를 없앴습니다.' };

describe('the form of an update', () => {
  it('reads each language in order, and leaves out those that are empty', () => {
    const form = fields([...english(), { locale: 'de', title: ' ', text: '\r\n' }, ko], {
      url: ' https://shop.example/new ',
    });
    expect(check(form)).toEqual({ content: { words: [...english(), ko], url: 'https://shop.example/new' } });
  });

  it('makes a title one line, keeps the lines of a text, and drops what nobody can see', () => {
    const form = fields([{ locale: 'EN-us', title: ' Two\r\n lines\0 ', text: '\u0007one\r\ntwo\n\nthree\0' }]);
    expect(check(form)).toEqual({
      content: { words: [{ locale: 'en-US', title: 'Two lines', text: 'one\ntwo\n\nthree' }], url: undefined },
    });
  });

  it('says at which field something is missing, wrong or there twice', () => {
    expect(problemsOf(fields([{ locale: '', title: '', text: '' }]))).toEqual(['locale-0', 'title-0', 'text-0']);
    expect(problemsOf(fields([...english(), { ...ko, text: '' }]))).toEqual(['text-1']);
    expect(problemsOf(fields([...english(), { ...ko, locale: 'EN' }]))).toEqual(['locale-1']);
    expect(problemsOf(fields([...english(), { ...ko, locale: 'no tag' }]))).toEqual(['locale-1']);
    expect(problemsOf(new URLSearchParams('too_large'))).toEqual(['locale-0', 'title-0', 'text-0']);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//shop.example',
    'shop.example',
    'ftp://shop.example/',
    'https://',
  ])('takes no link that is no web address: %s', (url) =>
    expect(problemsOf(fields(english(), { url }))).toEqual(['url']),
  );

  it('counts code points: the longest title and text go in, one more does not', () => {
    const long = (title: number, text: number) => english('😀'.repeat(title), '가'.repeat(text));
    expect(problemsOf(fields(long(MOST.title, MOST.text)))).toEqual([]);
    expect(problemsOf(fields(long(MOST.title + 1, MOST.text + 1)))).toEqual(['title-0', 'text-0']);
  });

  it('whatever is sent, what is taken is bounded, canonical and the same when it is read again', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const words = fc.record({
      locale: fc.oneof(fc.constantFrom('en', 'ko-kr', 'ZH-hant', ''), text),
      title: text,
      text,
    });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), fc.oneof(fc.webUrl(), text), (languages, url) => {
        const checked = check(fields(languages, { url }));
        if ('problems' in checked) {
          expect(checked.problems.size).toBeGreaterThan(0);
          return;
        }
        const { content } = checked;
        expect(content.words.length).toBeLessThanOrEqual(MOST.languages);
        expect(new Set(content.words.map(({ locale }) => locale)).size).toBe(content.words.length);
        expect(check(fields(content.words, { url: content.url ?? '' }))).toEqual(checked);
      }),
    );
  });
});
