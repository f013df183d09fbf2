import { bankSentences } from '../sentences/bank-app';
import type { FactSource } from './fact';

/** What people of the Korean app complain about, by words that a reader can search for. */
export const largestTheme: FactSource = {
  project: 'bank-app',
  finder() {
    const counts = new Map<string, number>();
    const themes = Object.entries(bankSentences.ko.themes);
    let comments = 0;
    return {
      see({ kind, answers, locale }) {
        const text = answers.find(({ type }) => type === 'text')?.value;
        if (kind !== 'submission' || locale !== 'ko' || typeof text !== 'string') return;
        comments++;
        for (const [theme, { word }] of themes)
          if (text.includes(word)) counts.set(theme, (counts.get(theme) ?? 0) + 1);
      },
      found() {
        const [[theme, most] = ['', 0], [, next] = ['', 0]] = [...counts].sort(([, a], [, b]) => b - a);
        const { word = '' } = themes.find(([name]) => name === theme)?.[1] ?? {};
        return {
          id: 'largest-theme',
          question: 'What do people who use the bank’s app in Korean write about most?',
          answer: `Signing in (${word}): ${most} of ${comments} comments. The next theme has ${next}.`,
          how: `Search the words for ${themes.map(([, one]) => one.word).join(', ')}, and compare how many are found.`,
          values: { theme, word, most, next, comments },
        };
      },
    };
  },
};
