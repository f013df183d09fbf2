import { createHash } from 'node:crypto';
import type { Answer, FeedbackRecord } from '../contract';
import { isLow } from '../inbox/low';
import { searchable } from '../search/fold';

/** What was received, beside what the record itself says. */
export interface Received {
  project: string;
  receivedAtMs: number;
  /** This clock minus the sender's, in milliseconds, measured at `sentAt`. */
  skewMs: number;
  /** What became of it, where it was stored before and comes back. @default 'new' */
  status?: string | undefined;
  /** Why it looks like spam (`spam/signal.ts`). @default '' */
  signals?: string | undefined;
}

export interface FigureRow {
  project: string;
  figure: string;
  survey_id: string;
  survey_version: string;
  question: string;
  mode: string;
  channel: string;
  locale: string;
  metric: string;
  /** As it was displayed first. */
  prompt: string;
  /** JSON of ScaleMeaning, or empty for answers without a scale. */
  scale: string;
  first_seen: string;
  /** The page's own hash of prompt, labels and scale; empty where it sent none. */
  wording: string;
}

const textOf = (answer: Answer): string => {
  if (answer.type === 'text') return String(answer.value);
  return answer.type === 'choice' ? (answer.label ?? String(answer.value)) : '';
};

/** The columns of `submissions`, but for the body. */
export const submissionRow = (record: FeedbackRecord, { project, receivedAtMs, skewMs, status = 'new' }: Received) => ({
  project,
  id: record.id,
  kind: record.kind,
  received_at: new Date(receivedAtMs).toISOString(),
  // RFC 3339 has a year 0, the database has none; the body keeps what the device said.
  created_at: record.time.createdAt.replace(/^0000/, '0001'),
  skew_ms: skewMs,
  survey_id: record.survey.id,
  survey_version: record.survey.version,
  mode: record.mode,
  trigger_source: record.trigger,
  channel: record.channel,
  locale: record.locale,
  test: record.test,
  touchpoint: record.touchpoint ?? null,
  receipt: record.receipt ?? null,
  status,
  wants_reply: record.kind === 'submission' && record.respondent?.contact?.wantsReply === true,
  low: record.kind === 'submission' && record.answers.some(isLow),
  search_text: searchable(
    [...record.answers.map(textOf), record.context.url, record.touchpoint ?? ''].filter(Boolean).join('\n'),
  ),
  // Apart: who sees contacts masked does not search in them either.
  search_contact: searchable(
    [record.respondent?.contact?.email, record.respondent?.contact?.name].filter(Boolean).join('\n'),
  ),
});

/** One value as the figures count it, or undefined where an answer is no single value. */
const countedValue = ({ type, value }: Answer): string | undefined => {
  if (type === 'scale' || type === 'boolean') return String(value);
  return type === 'choice' && Array.isArray(value) && value.length === 1 ? value[0] : undefined;
};

/** Hashes of the figures that were seen last: there are few, and every answer asks for one. */
const hashes = new Map<string, string>();
const MAX_HASHES = 1_000;

const hashOf = (key: string): string => {
  let hash = hashes.get(key);
  if (!hash) {
    if (hashes.size >= MAX_HASHES) hashes.clear();
    hash = createHash('sha256').update(key).digest('base64url').slice(0, 22);
    hashes.set(key, hash);
  }
  return hash;
};

/** What one record gives figures, and the figures that it gives it to: nothing for tests. */
export const figureRows = (record: FeedbackRecord, received: Received) =>
  record.test ? [] : ratingRows(record, received);

/** The same for a test, too: none for answers without a metric. */
export const ratingRows = (record: FeedbackRecord, { project, receivedAtMs }: Received) => {
  if (record.kind !== 'submission') return [];
  return record.answers.flatMap((answer) => {
    const value = answer.metric && countedValue(answer);
    if (!answer.metric || value === undefined) return [];
    const key = {
      survey_id: record.survey.id,
      survey_version: record.survey.version,
      question: answer.question,
      mode: record.mode,
      channel: record.channel,
      locale: record.locale,
      metric: answer.metric,
      prompt: answer.prompt,
      scale: answer.type === 'scale' ? JSON.stringify(answer.scale) : '',
    };
    const { wording = '' } = answer;
    // The prompt as it was displayed names the site or the subject: with a hash of the wording it is one of many.
    const counted = wording ? { ...key, prompt: '', wording } : key;
    const figure = hashOf(JSON.stringify(Object.values(counted)));
    const first_seen = new Date(receivedAtMs).toISOString();
    return [
      {
        figure: { project, figure, ...key, first_seen, wording } satisfies FigureRow,
        answer: { project, id: record.id, question: answer.question, figure, value, label: answer.label ?? '' },
      },
    ];
  });
};
