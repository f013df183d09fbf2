import { describe, expect, it } from 'vitest';
import { READY } from '../../../../src/contract/ready';
import { readyQuestion } from '../../../../src/survey/ready';
import { wordingHash } from '../../../../widget/answers';
import de from '../../../../widget/locales/de';
import en from '../../../../widget/locales/en';
import more from '../../../../widget/locales/en-more';
import es from '../../../../widget/locales/es';
import ja from '../../../../widget/locales/ja';
import ko from '../../../../widget/locales/ko';
import { projects } from '../../src/sample/projects';
import type { Project } from '../../src/sample/projects/project';
import { type Asked, questionsIn } from '../../src/sample/questions';
import { type Language, words } from '../../src/sample/words';

const widget = { en: { ...en, ...more }, ko, de, ja, es };
const languages = Object.keys(words) as Language[];
const all: [string, Project][] = Object.entries(projects);

describe('people are asked in the words of the widget', () => {
  it.each(languages)('%s: the same words', (language) => {
    expect(widget[language]).toMatchObject(words[language]);
  });

  it.each(languages)('%s: the same questions, with the hash that the widget sends', (language) => {
    const questions = questionsIn(words[language]);
    for (const asked of Object.keys(questions) as Asked[]) {
      const question = readyQuestion(asked, asked, widget[language] as never);
      const say = (text: unknown) => ({ text: String(text ?? '') });
      expect(questions[asked].wording, asked).toBe(wordingHash(question, say as never));
      const meaning = READY[asked] as { scale?: object; ids?: string[] };
      expect(questions[asked]).toMatchObject({ scale: meaning.scale, ids: meaning.ids ?? [] });
    }
  });
});

describe('what people write', () => {
  it.each(all)(
    '%s: there are sentences in every language of its people, about all that its places complain of',
    (_, project) => {
      const themes = new Set(Object.values(project.places).flatMap((place) => Object.keys(place.themes)));
      for (const language of Object.keys(project.population.languages) as Language[]) {
        const sentences = project.sentences[language]!;
        for (const theme of themes)
          expect(sentences.themes[theme]!.low.length, `${language} ${theme}`).toBeGreaterThan(0);
        expect(sentences.praise.length).toBeGreaterThan(3);
      }
    },
  );

  it.each(all)('%s: a search for the word of a theme finds all complaints about it', (_, { sentences }) => {
    for (const { themes } of Object.values(sentences))
      for (const { word, low } of Object.values(themes))
        for (const sentence of low) expect(sentence.toLowerCase()).toContain(word);
  });

  it.each(all)('%s: every place in a sentence is one that is filled in', (_, { sentences }) => {
    for (const { themes, praise, more } of Object.values(sentences)) {
      const said = [
        ...Object.values(themes).flatMap(({ low, high = [] }) => [...low, ...high]),
        ...praise,
        ...more.low,
        ...more.high,
      ];
      expect(new Set(said).size).toBe(said.length);
      for (const sentence of said) {
        expect(sentence.replace(/\{(item|day|n|min)\}/g, '')).not.toMatch(/[{}]/);
        expect(sentence).toBe(sentence.normalize('NFC').trim());
      }
    }
  });

  it('Korean particles do not depend on what is filled in', () => {
    for (const [, { sentences }] of all)
      for (const sentence of JSON.stringify(sentences.ko).split('","'))
        expect(sentence).not.toMatch(/\{\w+\}(은|는|이|가|을|를|과|와|으로|로)(?=[\s.,!?]|$)/);
  });
});
