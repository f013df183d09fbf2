import { statusWords } from '../../inbox/status';
import { type SubmissionFilter, submissionQuery } from '../../search/filter';
import type { Choices } from '../../search/read-choices';
import { languageName } from '../../updates/languages';
import { periodQuery, periodWords, type ReportPeriod } from '../figures/period';

/** Where a submission was asked, in words; what has none here stands as it is. */
export const channelWords: Record<string, string> = {
  web: 'Web',
  webview: 'App',
  link: 'Link',
  employee: 'Employee',
  other: 'Other',
};

export const deviceWords: Record<string, string> = {
  desktop: 'Desktop',
  tablet: 'Tablet',
  phone: 'Phone',
  other: 'Other',
};

/** A language with its tag, which is what is asked for. */
export const languageWords = (tag: string): string => {
  const name = languageName(tag);
  return name && name !== tag ? `${name} (${tag})` : tag;
};

/** Elsewhere no word stands for the usual period; here none stands for all time. */
const USUAL_PERIOD: [string, string][] = [['period', '90']];

/** What an address of the list says for its period. */
export const listPeriodQuery = (period: ReportPeriod | undefined): [string, string][] => {
  const own = period ? periodQuery(period) : [];
  return own.length || !period ? own : USUAL_PERIOD;
};

/** One thing that narrows a list, and the query without it. */
export interface Narrowing {
  words: string;
  without: [string, string][];
}

/** All that a list is narrowed by, each in words. */
export const narrowings = (
  filter: SubmissionFilter,
  period: ReportPeriod | undefined,
  { themes }: Pick<Choices, 'themes'>,
): Narrowing[] => {
  const all: [string, string][] = [...submissionQuery(filter), ...listPeriodQuery(period)];
  const without = (...names: string[]) => all.filter(([name]) => !names.includes(name));
  const { least, most } = filter;
  const score =
    least !== undefined && most !== undefined
      ? least === most
        ? `Score ${least}`
        : `Score ${least} to ${most}`
      : least !== undefined
        ? `Score from ${least}`
        : `Score up to ${most}`;
  const parts: [string | false | undefined, ...string[]][] = [
    [period && periodWords(period), 'period', 'from', 'to'],
    [filter.search && `“${filter.search}”`, 'q'],
    [filter.survey && `Survey ${filter.survey}`, 'survey'],
    [filter.question && `Question ${filter.question}`, 'question'],
    [(least !== undefined || most !== undefined) && score, 'least', 'most'],
    [filter.language && languageWords(filter.language), 'language'],
    [filter.device && (deviceWords[filter.device] ?? filter.device), 'device'],
    [filter.release && `Release ${filter.release}`, 'release'],
    [filter.channel && (channelWords[filter.channel] ?? filter.channel), 'channel'],
    [filter.touchpoint && `Touchpoint ${filter.touchpoint}`, 'touchpoint'],
    [filter.tag && `Tag ${filter.tag}`, 'tag'],
    [filter.theme && `Theme ${themes.find(({ id }) => id === filter.theme)?.name ?? 'that is gone'}`, 'theme'],
    [filter.status && statusWords[filter.status], 'status'],
    [filter.attachment && 'With attachment', 'attachment'],
    [filter.reply && 'Asked for a reply', 'reply'],
  ];
  return parts.flatMap(([words, ...names]) => (words ? [{ words, without: without(...names) }] : []));
};
