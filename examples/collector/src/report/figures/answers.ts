import type { FeedbackRecord } from '../../contract';
import type { Day, Period } from '../../metrics/calendar';
import { startOfLocalDay } from '../../metrics/local-day';
import { type DatedAnswer, latestPerRespondent } from '../../metrics/respondents';
import { type Facts, sentAtMs } from '../../rollup/facts';
import type { Database } from '../../storage/database';
import { type Figure, memberOf } from './figures';
import { type ImportedData, importedDimension } from './imported';

/** One counted answer of a figure, with what sums no longer know: who gave it, and when exactly. */
export interface GivenAnswer extends DatedAnswer {
  /** Local day of the project. */
  day: Day;
  figure: string;
  value: string;
  label: string;
  keys: [dimension: string, key: string][];
}

/**
 * Figures are sums, whatever the number of answers. What is read answer by answer is bounded instead: from the begin of
 * the period until today at most so many submissions of the project. Of more nothing is shown, rather than of some.
 */
export const MOST_READ = 10_000;

interface AnswerRow {
  id: string;
  respondent: string | null;
  received_at: Date;
  created_at: Date;
  skew_ms: number | string;
  facts: string;
}

export interface AnswersWanted {
  database: Database;
  project: string;
  figure: Figure;
  /** Both the days that are shown and those that they are compared with. */
  period: Period;
  /** IANA. */
  timeZone: string;
  /** Also what the host imported of its users, as dimensions of their own. */
  withImported: boolean;
  /** @default MOST_READ */
  most?: number;
}

/** Submissions of a project since the day they were sent: a first bound, which needs no look at any of them. */
const countSince = async ({ query }: Database, project: string, first: Day): Promise<number> => {
  const [row] = await query<{ n: number | string | null }>(
    `SELECT sum(n) AS n FROM earshot_traffic WHERE project = $1 AND day >= $2 AND kind IN ('submission', 'agreed')`,
    [project, first],
  );
  return Number(row?.n ?? 0);
};

/** Of one survey, version, mode and channel: an answer is never received before its day begins, but may be long after it. */
const OF_FIGURE = `s.project = $1 AND s.kind = 'submission' AND s.received_at >= $2 AND s.survey_id = $3
  AND s.survey_version = $4 AND s.mode = $5 AND s.channel = $6 AND NOT s.test`;

const ANSWERS = `SELECT s.id, s.respondent, s.received_at, s.created_at, s.skew_ms, c.facts
  FROM earshot_submissions s JOIN earshot_counted c ON c.project = s.project AND c.id = s.id
  WHERE ${OF_FIGURE} LIMIT $7`;

/** The host's own key of a user stands in the body alone. */
const IMPORTED = `SELECT s.id, u.data FROM earshot_submissions s
  JOIN earshot_counted c ON c.project = s.project AND c.id = s.id
  JOIN earshot_userdata u ON u.project = s.project AND u.user_key = s.body::json -> 'respondent' ->> 'userKey'
  WHERE ${OF_FIGURE} LIMIT $7`;

/** Every answer of a figure from the begin of these days until today. Undefined where there are more submissions than are read. */
export const readAnswers = async ({
  database,
  project,
  figure,
  period,
  timeZone,
  withImported,
  most = MOST_READ,
}: AnswersWanted): Promise<GivenAnswer[] | undefined> => {
  if ((await countSince(database, project, period.first)) > most) return undefined;
  const from = new Date(startOfLocalDay(period.first, timeZone)).toISOString();
  const params = [project, from, figure.survey, figure.version, figure.mode, figure.channel, most + 1];
  const [rows, told] = await Promise.all([
    database.query<AnswerRow>(ANSWERS, params),
    withImported ? database.query<{ id: string; data: string }>(IMPORTED, params) : [],
  ]);
  // What was sent on days before, and received since, is in no count of these days.
  if (rows.length > most || told.length > most) return undefined;
  const imported = new Map(told.map(({ id, data }): [string, ImportedData] => [id, JSON.parse(data)]));
  return rows.flatMap(({ id, respondent, received_at, created_at, skew_ms, facts }) => {
    const { day, ratings, keys } = JSON.parse(facts) as Facts;
    const sent = { time: { createdAt: new Date(created_at).toISOString() } } as FeedbackRecord;
    const timeMs = sentAtMs(sent, new Date(received_at).getTime(), Number(skew_ms));
    const own = Object.entries(imported.get(id) ?? {}).flatMap(([name, value]): [string, string][] =>
      value === null || value === '' ? [] : [[importedDimension(name), String(value)]],
    );
    return ratings
      .filter(([hash, value, label]) => figure.members.has(memberOf({ figure: hash, value, label })))
      .map(([hash, value, label]) => ({
        id,
        respondent: respondent ?? undefined,
        version: figure.version,
        timeMs,
        day,
        figure: hash,
        value,
        label,
        keys: [...keys, ...own],
      }));
  });
};

/**
 * The latest answers of each side of a comparison by itself. Chosen once over both, those who came back would be missing
 * in the days before, which then hold only who did not: a change where there is none.
 */
export const latestOfEach = (answers: GivenAnswer[], sides: Period[]): GivenAnswer[] =>
  sides.flatMap(({ first, last }) => latestPerRespondent(answers.filter(({ day }) => day >= first && day <= last)));

/** Of which languages answers are, largest first. */
export const localesOf = (answers: GivenAnswer[], { first, last }: Period): Figure['locales'] => {
  const counts = new Map<string, number>();
  for (const { day, keys } of answers) {
    if (day < first || day > last) continue;
    const locale = keys.find(([dimension]) => dimension === 'locale')?.[1];
    if (locale !== undefined) counts.set(locale, (counts.get(locale) ?? 0) + 1);
  }
  return [...counts].map(([locale, n]) => ({ locale, n })).sort((a, b) => b.n - a.n);
};

export interface PeopleCount {
  answers: number;
  /** Those who can be told apart. */
  people: number;
  /** Answers of whom nothing is known: each may be anybody's. */
  unknown: number;
  /** Answers that count where each person's latest does. */
  latest: number;
}

/** Who gave the answers of a period. `latest` is worked out over all of `answers`, so that it is the same in every period that ends today. */
export const countPeople = (answers: GivenAnswer[], { first, last }: Period): PeopleCount => {
  const within = ({ day }: GivenAnswer) => day >= first && day <= last;
  const shown = answers.filter(within);
  const known = shown.flatMap(({ respondent }) => (respondent === undefined ? [] : [respondent]));
  return {
    answers: shown.length,
    people: new Set(known).size,
    unknown: shown.length - known.length,
    latest: latestPerRespondent(answers).filter(within).length,
  };
};
