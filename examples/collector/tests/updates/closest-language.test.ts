import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closestLanguage } from '../../src/updates/closest-language';
import { canonicalLanguage, languageChoices, WIDGET_LANGUAGES } from '../../src/updates/languages';

const TAGS = [
  'en',
  'en-GB',
  'ko',
  'ko-KR',
  'pt',
  'pt-BR',
  'zh',
  'zh-Hant',
  'zh-Hant-HK',
  'nb',
  'sr',
  'sr-Latn',
  'de-AT',
];
const WISHES = [
  ...TAGS,
  'zh-TW',
  'zh-CN',
  'no',
  'nn-NO',
  'en-US',
  'fr-CA',
  'KO-kr',
  'de',
  'und',
  '',
  'x',
  '-',
  'ko_KR',
];

describe('the language that a visitor reads best', () => {
  it.each([
    ['ko-KR', ['en', 'ko'], 'ko'],
    ['ko', ['en', 'ko-KR'], 'ko-KR'],
    ['KO-kr', ['en', 'ko-KR', 'ko'], 'ko-KR'],
    ['pt-AO', ['en', 'pt-BR', 'pt'], 'pt'],
    ['zh-TW', ['zh', 'zh-Hant'], 'zh-Hant'],
    ['zh-Hant-TW', ['en', 'zh', 'zh-Hant-HK'], 'zh-Hant-HK'],
    ['zh-TW', ['en', 'zh'], 'zh'],
    ['zh-CN', ['zh-Hant', 'zh'], 'zh'],
    ['no', ['en', 'nb'], 'nb'],
    ['en-u-ca-buddhist', ['ko', 'en'], 'en'],
    ['fr', ['ko', 'en'], 'ko'],
    ['und', ['ko', 'en'], 'ko'],
    ['not a tag', ['ko', 'en'], 'ko'],
    ['', ['ko', 'en'], 'ko'],
  ])('%s of %j is %s', (wish, offered, best) => {
    expect(closestLanguage(wish, offered)).toBe(best);
  });

  it('whatever is asked, it is one that is there; the very tag where it is there; and the language where it is there', () => {
    const languageOf = (tag: string) => tag.split('-')[0]!.toLowerCase();
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...WISHES), fc.string({ maxLength: 12 })),
        fc.uniqueArray(fc.constantFrom(...TAGS), { minLength: 1 }),
        (wish, offered) => {
          const best = closestLanguage(wish, offered);
          expect(offered).toContain(best);
          if (offered.includes(wish)) expect(best).toBe(wish);
          const known = canonicalLanguage(wish);
          if (known && offered.some((tag) => languageOf(tag) === languageOf(known)))
            expect(languageOf(best)).toBe(languageOf(known));
        },
      ),
    );
  });

  it('where none is of the language it is the first, in whatever order the others stand', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(TAGS, { minLength: 1 }), (offered) => {
        expect(closestLanguage('fi', offered)).toBe(offered[0]);
      }),
    );
  });
});

describe('the languages that a form offers', () => {
  it('are those that the widget speaks', () => {
    const files = readdirSync(join(import.meta.dirname, '../../../../widget/locales'));
    const spoken = files
      .map((file) => file.replace(/\.ts$/, ''))
      .filter((name) => !/-(more|news|questions)$/.test(name));
    expect(WIDGET_LANGUAGES.map((tag) => tag.toLowerCase()).sort()).toEqual(spoken.sort());
  });

  it('and those in use, each once, with a name', () => {
    const choices = languageChoices(['pt-br', 'KO', 'pt-BR', 'no tag at all', '']);
    expect(choices).toHaveLength(WIDGET_LANGUAGES.length + 1);
    expect(choices.find(({ tag }) => tag === 'pt-BR')!.name).toBe('Brazilian Portuguese');
    expect(choices.every(({ name }) => name.length > 0)).toBe(true);
  });
});
