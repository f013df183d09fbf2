import type { Response } from '../inbox/read-response';
import { lengthDays, type Period } from '../metrics/calendar';
import type { Difference } from '../metrics/difference';
import type { Figure } from '../report/figures/figures';
import { count, dayWords } from '../report/format';
import { lasting } from '../report/inbox/lasting';
import { changeWords, figureName, summaryWords } from './figure-words';
import type { Passage } from './letter';

/** What a digest tells of one project. Numbers, words of ours, and ids as `plainId` leaves them: what visitors wrote is read in the report. */
export interface DigestFacts {
  project: string;
  timeZone: string;
  period: Period;
  submissions: { now: number; before: number };
  /** Those with answers in the period; `change` only where it is more than noise. */
  figures: { figure: Figure; change: Difference | undefined }[];
  /** Not all that came is counted yet. */
  complete: boolean;
  /** In the state "new"; at most `MOST_COUNTED + 1`. */
  fresh: number;
  response: Response;
  /** People whose ratings became repeatedly low in the period. */
  repeatedLow: number;
}

const MOST_FIGURES = 20;

const several = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${count(n)} ${many}`);
const bounded = (n: number) => (n > 1_000 ? '1,000+' : count(n));

export const periodWords = ({ first, last }: Period): string =>
  first === last ? dayWords(first) : `${dayWords(first)} to ${dayWords(last)}`;

/** Nothing came, and nobody waits: such a digest is not sent. */
export const saysNothing = ({ submissions, response }: DigestFacts): boolean =>
  submissions.now === 0 && response.waiting === 0 && !response.oldest;

const figureLines = ({ figure, change }: DigestFacts['figures'][number], than: string): string[] => [
  `${figureName(figure)}: ${summaryWords(figure.metric, figure.summary)}`,
  ...(change ? [`  Changed by ${changeWords(change)} against ${than}: more than noise.`] : []),
];

const waitingLines = ({ fresh, response, repeatedLow }: DigestFacts, nowMs: number): string[] => [
  fresh ? `${bounded(fresh)} new in the inbox.` : 'Nothing new is left in the inbox.',
  ...(response.waiting
    ? [`${response.waiting === 1 ? '1 person waits' : `${bounded(response.waiting)} people wait`} for a reply.`]
    : []),
  ...(response.oldest
    ? [`The oldest unanswered waits for ${lasting(nowMs - Date.parse(response.oldest.receivedAt))}.`]
    : []),
  ...(repeatedLow
    ? [`${several(repeatedLow, 'person', 'people')} rated low, and not for the first time in 90 days.`]
    : []),
];

/** @param address of the project's pages */
export const digestPassages = (facts: DigestFacts, address: string, nowMs: number): Passage[] => {
  const { project, timeZone, period, submissions, figures, complete } = facts;
  const days = lengthDays(period);
  const than = days === 1 ? 'the day before' : `the ${days} days before`;
  const shown = figures.slice(0, MOST_FIGURES);
  const more = figures.length - shown.length;
  const query = new URLSearchParams({ from: period.first, to: period.last });
  return [
    {
      lines: [
        `Feedback to ${project}, ${periodWords(period)} (${timeZone}).`,
        `${several(submissions.now, 'submission', 'submissions')}; ${than} ${count(submissions.before)}.`,
        ...(complete ? [] : ['Not everything was counted when this was written: the report knows more.']),
      ],
    },
    ...(shown.length
      ? [
          {
            title: 'Figures',
            lines: [
              ...shown.flatMap((one) => figureLines(one, than)),
              ...(more ? [`${several(more, 'more figure is', 'more figures are')} in the report.`] : []),
            ],
            link: { words: 'The report of these days', address: `${address}?${query}` },
          },
        ]
      : []),
    {
      title: 'To be answered',
      lines: waitingLines(facts, nowMs),
      link: { words: 'The inbox', address: `${address}/inbox` },
    },
  ];
};
