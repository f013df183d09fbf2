import { envelope } from './batch';
import { isObject } from './fields';
import { inputSchema } from './input';
import { WIRE_VERSION } from './limits';
import { type Issue, readMended } from './mend';
import { pathOf } from './path';
import { record } from './record';
import { results } from './results';
import { sentenceOf } from './sentence';
import { survey } from './survey';
import type { Batch, FeedbackRecord, Results, Survey, SurveyInput } from './types';

/** Why a value was refused. It never quotes what a visitor wrote, so that it can be logged. */
export interface Refusal {
  ok: false;
  /** Machine-readable, for example `invalid_answer`, `too_long` or `unknown_version`. */
  code: string;
  /** Where, for example `answers[0].value`; empty for the value itself. */
  path: string;
  /** What is wrong there and what must stand there instead. */
  message: string;
}

/** A batch whose records are still unread. */
export type Envelope = Omit<Batch, 'records'> & { records: unknown[] };

/** In a union the branch that got furthest says most: a too long text is "too long", not "no number". */
const closest = (issue: Issue): Issue => {
  if (issue.code !== 'invalid_union') return issue;
  // a branch that wants another kind of value altogether says nothing about this one
  const inner = issue.errors
    .flat()
    .find(
      (error) => typeof error.path[0] === 'string' || (error.code !== 'invalid_type' && error.code !== 'invalid_value'),
    );
  const missing = issue.errors
    .flat()
    .every((error) => error.code === 'invalid_type' && !error.path.length && /received undefined/.test(error.message));
  if (!inner) return { ...issue, message: missing ? 'is missing' : 'has a value of the wrong type' };
  return { ...closest(inner), path: [...issue.path, ...inner.path] };
};

/** A code names one thing, not the list that it stands in. */
const ONE_OF: { [list: string]: string } = { answers: 'answer', attachments: 'attachment', questions: 'question' };

const refusal = (first: Issue, whole: string): Refusal => {
  const issue = closest(first);
  const path = pathOf(issue.path);
  const own = issue.code === 'custom' ? (issue.params?.['code'] as string | undefined) : undefined;
  const top = String(issue.path[0] ?? whole);
  const code = own ?? `invalid_${ONE_OF[top] ?? top}`;
  return { ok: false, code, path, message: path ? `${path}: ${issue.message}` : issue.message };
};

/** A version above ours is not an error of the sender: the same words will be read once this side is updated. */
const newer = (value: unknown): Refusal | undefined =>
  isObject(value) && Number.isInteger(value['v']) && (value['v'] as number) > WIRE_VERSION
    ? {
        ok: false,
        code: 'unknown_version',
        path: 'v',
        message: `v: this side reads version ${WIRE_VERSION}, not ${value['v']}: answer "retry" and update it`,
      }
    : undefined;

/**
 * Reads what was POSTed, except its records: each of those goes to `parseRecord`, so that a bad one costs only itself.
 * Unknown fields are dropped. A newer version gives the code `unknown_version`, to be answered `retry` for each record.
 * Never throws.
 */
export const parseEnvelope = (value: unknown): { ok: true; envelope: Envelope } | Refusal => {
  const unknown = newer(value);
  if (unknown) return unknown;
  const parsed = envelope.safeParse(value);
  return parsed.success ? { ok: true, envelope: parsed.data } : refusal(parsed.error.issues[0]!, 'batch');
};

/**
 * Reads one record. Text comes back in NFC, with NUL and lone surrogates replaced by U+FFFD; durations rounded and
 * clamped; unknown fields, and the keys `__proto__`, `constructor` and `prototype`, dropped. What the host or the page
 * says about itself is mended where it is malformed: `mended` names the paths, never a value, and is empty for a record
 * that is as it should be. A newer version gives the code `unknown_version`, to be answered `retry`; any other code
 * `rejected`. Never throws.
 */
export const parseRecord = (value: unknown): { ok: true; record: FeedbackRecord; mended: string[] } | Refusal => {
  const unknown = newer(value);
  if (unknown) return unknown;
  const parsed = record.safeParse(value);
  if (parsed.success) return { ok: true, record: parsed.data, mended: [] };
  const read = readMended(value, parsed.error.issues);
  return 'issue' in read ? refusal(read.issue, 'record') : { ok: true, ...read };
};

/** The id that a record was sent with, however malformed the rest is, so that its result can name it. At most 128 characters. */
export const idOf = (value: unknown): string | undefined => {
  const id = isObject(value) ? value['id'] : undefined;
  return typeof id === 'string' && id.length > 0 && id.length <= 128 ? id : undefined;
};

/** Reads a collector's answer. Never throws. */
export const parseResults = (value: unknown): { ok: true; results: Results } | Refusal => {
  const parsed = results.safeParse(value);
  return parsed.success ? { ok: true, results: parsed.data } : refusal(parsed.error.issues[0]!, 'results');
};

/** Reads a whole survey and checks that the names inside it fit each other. Never throws. */
export const parseSurvey = (value: unknown): { ok: true; survey: Survey } | Refusal => {
  const parsed = survey.safeParse(value);
  return parsed.success ? { ok: true, survey: parsed.data } : refusal(parsed.error.issues[0]!, 'survey');
};

/**
 * All that is wrong with what a host may hand in as a survey, each with its path; empty where nothing is. What does not
 * fit together is looked for once every part is as it should be. Never throws.
 */
export const surveyProblems = (value: unknown): { path: string; message: string }[] => {
  const parsed = inputSchema(value).safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const found = closest(issue);
    // a key without a letter cannot be shown in a path
    const path = found.path.at(-1) === '' ? found.path.slice(0, -1) : found.path;
    return { path: pathOf(path), message: sentenceOf(found, value) };
  });
};

/** Reads what a host may hand in as a survey: a preset's name, a changed preset, or a whole survey. Never throws. */
export const parseSurveyInput = (value: unknown): { ok: true; survey: SurveyInput } | Refusal => {
  const parsed = inputSchema(value).safeParse(value);
  return parsed.success ? { ok: true, survey: parsed.data } : refusal(parsed.error.issues[0]!, 'survey');
};
