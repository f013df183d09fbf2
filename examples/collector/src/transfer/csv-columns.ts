import type { Answer, FeedbackRecord } from '../contract';
import type { StoredAttachment } from '../storage/attachments';
import type { StoredRow } from '../storage/list';

export interface CsvRow extends Pick<StoredRow, 'received_at' | 'status'> {
  record: FeedbackRecord;
  arrived: StoredAttachment[];
}

export type Cell = string | number | boolean | undefined;

const json = (value: object | undefined): Cell =>
  value && Object.keys(value).length ? JSON.stringify(value) : undefined;

/** The columns that each export has, in this order. Names are never changed; new ones come behind. */
export const FIXED: [name: string, of: (row: CsvRow) => Cell][] = [
  ['id', ({ record }) => record.id],
  ['received_at', ({ received_at }) => new Date(received_at).toISOString()],
  ['created_at', ({ record }) => record.time.createdAt],
  ['kind', ({ record }) => record.kind],
  ['status', ({ status }) => status],
  ['test', ({ record }) => record.test],
  ['survey', ({ record }) => record.survey.id],
  ['survey_version', ({ record }) => record.survey.version],
  ['mode', ({ record }) => record.mode],
  ['trigger', ({ record }) => record.trigger],
  ['channel', ({ record }) => record.channel],
  ['touchpoint', ({ record }) => record.touchpoint],
  ['journey', ({ record }) => record.journey?.id],
  ['journey_stage', ({ record }) => record.journey?.stage],
  ['locale', ({ record }) => record.locale],
  ['url', ({ record }) => record.context.url],
  ['referrer', ({ record }) => record.context.referrer],
  ['title', ({ record }) => record.context.title],
  ['release', ({ record }) => record.context.release],
  ['device', ({ record }) => record.context.device?.type],
  ['os', ({ record }) => record.context.device?.os],
  ['browser', ({ record }) => record.context.device?.browser],
  ['browser_major', ({ record }) => record.context.device?.major],
  ['acquisition', ({ record }) => record.context.acquisition],
  ['time_zone', ({ record }) => record.context.tz],
  ['duration_ms', ({ record }) => record.time.durationMs],
  ['consent', ({ record }) => record.consent.state],
  ['contact_consent', ({ record }) => record.consent.contact],
  ['anon_id', ({ record }) => record.respondent?.anonId],
  ['user_key', ({ record }) => record.respondent?.userKey],
  ['segment', ({ record }) => record.respondent?.segment],
  ['traits', ({ record }) => json(record.respondent?.traits)],
  ['contact_email', ({ record }) => record.respondent?.contact?.email],
  ['contact_name', ({ record }) => record.respondent?.contact?.name],
  ['wants_reply', ({ record }) => record.respondent?.contact?.wantsReply],
  ['data', ({ record }) => json(record.data)],
  ['attachments', ({ arrived }) => arrived.map(({ id, type, bytes }) => `${id} ${type} ${bytes}`).join('; ')],
];

/** One answer in one cell: lists with `; ` between, rows of a matrix as `row: column`. What is exact is NDJSON. */
export const cellOf = ({ value }: Answer): Cell => {
  if (Array.isArray(value)) return value.join('; ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([row, column]) => `${row}: ${column}`)
      .join('; ');
  return value;
};

export interface Asked {
  survey: string;
  question: string;
}

export const columnKey = ({ survey, question }: Asked): string => JSON.stringify([survey, question]);

/** The name of an answer's column. */
export const columnName = ({ survey, question }: Asked): string => `answer ${survey}.${question}`;

/** The cells of the answers in the order of `columns`, and as the last one those that have no column, as JSON. */
export const answerCells = ({ survey, answers }: FeedbackRecord, columns: Map<string, number>): Cell[] => {
  const cells: Cell[] = Array(columns.size).fill(undefined);
  const others: { [question: string]: Answer['value'] } = Object.create(null);
  for (const answer of answers) {
    const at = columns.get(columnKey({ survey: survey.id, question: answer.question }));
    if (at !== undefined && cells[at] === undefined) cells[at] = cellOf(answer);
    else others[answer.question] = answer.value;
  }
  return [...cells, json(others)];
};
