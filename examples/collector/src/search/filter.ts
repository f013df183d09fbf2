import { isStatus, type Status } from '../inbox/status';
import { tagOf } from '../inbox/tag';

/** Which submissions of a project are wanted. As an address it is the query of their page. */
export interface SubmissionFilter {
  search: string;
  survey: string;
  question: string;
  /** Of a scale, as they were given; undefined: any. */
  least: number | undefined;
  most: number | undefined;
  language: string;
  device: string;
  release: string;
  channel: string;
  touchpoint: string;
  tag: string;
  /** Id of a theme. */
  theme: string;
  /** Empty: all but spam. */
  status: Status | '';
  attachment: boolean;
  /** Asked for a reply. */
  reply: boolean;
}

export const anySubmission: SubmissionFilter = {
  search: '',
  survey: '',
  question: '',
  least: undefined,
  most: undefined,
  language: '',
  device: '',
  release: '',
  channel: '',
  touchpoint: '',
  tag: '',
  theme: '',
  status: '',
  attachment: false,
  reply: false,
};

// No stored text holds a NUL, and no database takes one in a question.
const clean = (text: string | null, most: number): string =>
  [...(text ?? '').replaceAll('\0', '').trim()].slice(0, most).join('');

const scaleValue = (text: string | null): number | undefined =>
  text !== null && /^-?\d{1,4}$/.test(text.trim()) ? Number(text) : undefined;

/** Anything that it does not know is left out. */
export const readSubmissionFilter = (query: URLSearchParams): SubmissionFilter => {
  const text = (name: string, most: number) => clean(query.get(name), most);
  const status = query.get('status');
  const theme = query.get('theme') ?? '';
  return {
    search: text('q', 200),
    survey: text('survey', 64),
    question: text('question', 64),
    least: scaleValue(query.get('least')),
    most: scaleValue(query.get('most')),
    language: text('language', 35),
    device: text('device', 20),
    release: text('release', 200),
    channel: text('channel', 20),
    touchpoint: text('touchpoint', 64),
    tag: tagOf(query.get('tag') ?? '') ?? '',
    theme: /^[0-9a-f-]{36}$/.test(theme) ? theme : '',
    status: isStatus(status) ? status : '',
    attachment: query.get('attachment') === '1',
    reply: query.get('reply') === '1',
  };
};

/** The same as a query, in one order: `readSubmissionFilter` of it gives the filter back. */
export const submissionQuery = ({ search, ...rest }: SubmissionFilter): [string, string][] =>
  Object.entries({ q: search, ...rest }).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' || value === false ? [] : [[name, value === true ? '1' : String(value)]],
  );
