import type { Answer, FeedbackRecord } from '../contract';
import { LISTED, type When } from './webhook';

const scoreOf = ({ value }: Answer): number | undefined =>
  typeof value === 'number' || typeof value === 'boolean' ? Number(value) : undefined;

/** Whether a webhook is told of this record: everything that its `when` sets holds. */
export const matches = (record: FeedbackRecord, when: When = {}): boolean => {
  const { score, wantsReply } = when;
  for (const list of Object.keys(LISTED) as (keyof typeof LISTED)[]) {
    const wanted: string[] | undefined = when[list];
    if (wanted && !wanted.includes(LISTED[list](record) ?? '')) return false;
  }
  if (wantsReply !== undefined && wantsReply !== (record.respondent?.contact?.wantsReply ?? false)) return false;
  if (!score) return true;
  const { metric, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = score;
  return record.answers.some((answer) => {
    const value = answer.metric === metric ? scoreOf(answer) : undefined;
    return value !== undefined && value >= atLeast && value <= atMost;
  });
};
