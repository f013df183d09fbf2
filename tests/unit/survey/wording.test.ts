import { expect, test } from 'vitest';
import { filled } from '../../../src/survey/filled';
import { wordsOf } from '../../../src/survey/wording';

const text = { 'ko-KR': '안녕', EN: 'Hello', 'pt-br': 'Olá' };
const said = (wish: string, shown = 'en') => wordsOf(text, wish, shown, {});

test('a text is found by its tag in any case (RFC 5646, 2.1.1), else by its language, else in English', () => {
  expect(said('KO-kr', 'ko')).toEqual({ text: '안녕', lang: undefined });
  expect(said('PT-BR')).toEqual({ text: 'Olá', lang: 'pt-br' });
  expect(said('en-GB')).toEqual({ text: 'Hello', lang: undefined });
  expect(said('fr', 'ko')).toEqual({ text: 'Hello', lang: 'EN' });
  expect(wordsOf({ fr: 'Salut' }, 'ko', 'ko', {})).toEqual({ text: 'Salut', lang: 'fr' });
});

test('a place without a name stays, so that a text without names is its template', () => {
  expect(filled('{site} and {subject}, {other}', { site: 'Acme' })).toBe('Acme and {subject}, {other}');
  expect(filled('{site}', { site: '' })).toBe('');
});
