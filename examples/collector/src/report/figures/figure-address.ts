import { projectAddress } from '../frame';
import type { Figure } from './figures';
import { periodQuery, type ReportPeriod } from './period';

/** What names one figure in an address. */
export interface FigureName {
  survey: string;
  version: string;
  question: string;
  mode: string;
  channel: string;
  /** From 1; of a figure that had to be split. */
  part: number;
}

export const nameOf = ({ survey, version, question, mode, channel, split }: Figure): FigureName => ({
  survey,
  version,
  question,
  mode,
  channel,
  part: split?.part ?? 1,
});

export const sameFigure = (a: FigureName, b: FigureName): boolean =>
  (Object.keys(a) as (keyof FigureName)[]).every((field) => a[field] === b[field]);

export const readFigureName = (query: Record<string, string | undefined>): FigureName => ({
  survey: query['survey'] ?? '',
  version: query['version'] ?? '',
  question: query['question'] ?? '',
  mode: query['mode'] ?? '',
  channel: query['channel'] ?? '',
  part: Number(query['part'] ?? 1) || 1,
});

/** The page of one figure; `more` is what else its address says. */
export const figureAddress = (
  project: string,
  name: FigureName,
  period: ReportPeriod,
  more: Record<string, string> = {},
): string => {
  const { part, ...fields } = name;
  const query = new URLSearchParams([
    ...Object.entries(fields),
    ...(part > 1 ? [['part', String(part)]] : []),
    ...periodQuery(period),
    ...Object.entries(more),
  ]);
  return `${projectAddress(project)}/figure?${query}`;
};
