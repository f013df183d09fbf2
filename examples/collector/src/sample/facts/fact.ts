import type { FeedbackRecord } from '../../contract';
import type { Plan } from '../plan';
import type { ProjectName } from '../projects';

/** A question about the sample that its report answers. */
export interface Fact {
  id: string;
  project: ProjectName;
  question: string;
  /** In a sentence, with the numbers as the report shows them. */
  answer: string;
  /** How a reader finds it. */
  how: string;
  /** What the answer says, to be compared. Shares in percent, NPS in points. */
  values: { [name: string]: number | string };
}

/** Looks at every record of its project, and then knows the answer. Test records never come here. */
export interface FactFinder {
  see(record: FeedbackRecord): void;
  found(): Omit<Fact, 'project'>;
}

export interface FactSource {
  project: ProjectName;
  finder(plan: Plan): FactFinder;
}

/** The value of a scale question in one figure, or undefined where this record is not in it. */
export const scored = (
  { kind, survey, mode, channel, answers }: FeedbackRecord,
  figure: { survey: string; question: string; mode: string },
): number | undefined => {
  if (kind !== 'submission' || channel !== 'web' || survey.id !== figure.survey || mode !== figure.mode)
    return undefined;
  const value = answers.find(({ question }) => question === figure.question)?.value;
  return typeof value === 'number' ? value : undefined;
};

export const CES = { survey: 'ces', question: 'ces', mode: 'journey' };
export const NPS = { survey: 'nps', question: 'nps', mode: 'relationship' };
export const CSAT = { survey: 'csat', question: 'csat', mode: 'interaction' };
