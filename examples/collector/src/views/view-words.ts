import { readFilter } from '../inbox/filter';
import { partInSentence } from '../report/figures/dimension-words';
import { readFigureName } from '../report/figures/figure-address';
import { periodWords, readPeriod } from '../report/figures/period';
import { filterWords } from '../report/inbox/filter-words';
import { narrowings } from '../report/submissions/filter-words';
import { readListPeriod } from '../report/submissions/list-period';
import { modeWords } from '../report/words';
import { readSubmissionFilter } from '../search/filter';
import { pageOf } from './view-path';

/** What the words of a view need. */
export interface ViewsContext {
  themes: { id: string; name: string }[];
  /** In the time zone of the project. */
  today: string;
}

type Said = (string | false | undefined)[];

const figureSays = (query: Record<string, string>): Said => {
  const { survey, version, question, mode, channel, part } = readFigureName(query);
  const { by, key, per, with: one, against } = query;
  return [
    survey && `Survey ${survey}`,
    version && `version ${version}`,
    question && `question ${question}`,
    mode && (modeWords[mode] ?? mode),
    channel,
    part > 1 && `wording ${part}`,
    by && `by ${partInSentence(by)}`,
    key && `only ${key}`,
    (one || against) && `${one || 'each'} against ${against || 'all others'}`,
    per === 'person' && 'each person’s latest answer',
  ];
};

/** What a saved address narrows down by, in the words of the page that it leads to. */
export const viewSays = (path: string, { themes, today }: ViewsContext): string => {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const said = Object.fromEntries(query);
  const page = pageOf(path);
  if (page === 'inbox') return filterWords(readFilter(query)).join(' · ');
  if (page === 'submissions')
    return narrowings(readSubmissionFilter(query), readListPeriod(query, today), { themes })
      .map(({ words }) => words)
      .join(' · ');
  const { q, survey, tests } = said;
  const theme = themes.find(({ id }) => path.startsWith(`themes/${id}`));
  const parts: Said = [
    ...(page === 'figure'
      ? figureSays(said)
      : [
          path.startsWith('themes/') && `Theme ${theme?.name ?? 'that is gone'}`,
          q && `“${q}”`,
          survey && `survey ${survey}`,
        ]),
    periodWords(readPeriod(said, today)),
    tests === '1' && 'tests too',
  ];
  return parts
    .filter(Boolean)
    .join(' · ')
    .replace(/^./u, (first) => first.toUpperCase());
};
