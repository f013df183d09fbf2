import type { ThemeContent } from '../themes/theme';
import type { ProjectName } from './projects';
import { bankSentences } from './sentences/bank-app';
import { docsSentences } from './sentences/docs';
import type { Sentences, Theme } from './sentences/sentences';
import { shopSentences } from './sentences/shop';

interface SampleTheme extends Omit<ThemeContent, 'words'> {
  /** The same in every database, so that a load that broke off makes none twice. */
  id: string;
  /** What the sentences call it. */
  of: string;
}

const theme = (
  number: number,
  of: string,
  name: string,
  description: string,
  state: ThemeContent['state'] = 'open',
): SampleTheme => ({
  id: `5a3b1e00-0000-4000-8000-${String(number).padStart(12, '0')}`,
  of,
  name,
  description,
  state,
});

const THEMES: Record<ProjectName, { sentences: { [language: string]: Sentences }; themes: SampleTheme[] }> = {
  shop: {
    sentences: shopSentences,
    themes: [
      theme(101, 'payment', 'Paying', 'The last step: cards, Apple Pay, the bank’s page.', 'done'),
      theme(102, 'delivery', 'Delivery', 'Late, broken, or not there at all.'),
      theme(103, 'search', 'Search and filters', 'Finding a pot again.'),
      theme(104, 'speed', 'Slow pages', 'Pictures that take long.'),
      theme(105, 'prices', 'Prices', 'What things cost, and where that is said.'),
      theme(106, 'returns', 'Returns', 'Sending something back.', 'planned'),
      theme(107, 'support', 'Support', 'Asking us, and waiting for an answer.'),
    ],
  },
  'bank-app': {
    sentences: bankSentences,
    themes: [
      theme(201, 'login', '로그인 · Signing in', 'Fingerprint, certificate, a new phone.'),
      theme(202, 'transfer', '이체 · Transfers', 'Limits, too many screens, accounts typed again.', 'planned'),
      theme(203, 'speed', '속도 · Slow', 'Starting the app, scrolling through payments.'),
      theme(204, 'fees', '수수료 · Fees', 'Charged, and not said before.'),
      theme(205, 'alerts', '알림 · Alerts', 'Too many of some, too late of others.'),
    ],
  },
  docs: {
    sentences: docsSentences,
    themes: [
      theme(301, 'examples', 'Examples', 'Missing, or not working as they stand.', 'planned'),
      theme(302, 'outdated', 'Which version', 'Pages that are true of another version.'),
      theme(303, 'search', 'Search of the docs', 'Looking something up.'),
      theme(304, 'plans', 'What is in which plan', 'Found out too late.'),
    ],
  },
};

/** A person that reads German knows that `such` is in half of all sentences. */
const BETTER: { [word: string]: string } = { such: 'suche' };

/** The themes that the team of a project made: names, and the word of each in the languages that people write in. */
export const sampleThemes = (project: ProjectName): (ThemeContent & { id: string })[] => {
  const { sentences, themes } = THEMES[project];
  return themes.map(({ of, ...rest }) => ({
    ...rest,
    words: [
      ...new Set(
        Object.values(sentences).flatMap(({ themes }) => {
          const { word } = (themes as { [name: string]: Theme })[of]!;
          return BETTER[word] ?? word;
        }),
      ),
    ],
  }));
};
