import { isDate } from './date';
import { composed, isObject, key, shortened, text, time, token } from './fields';
import { LIMITS } from './limits';
import { attachment } from './record';
import { UNSAFE } from './unsafe';

export type Fields = { [field: string]: unknown };

export interface Place {
  /** What holds the field: a copy, which a mend may change. */
  parent: Fields;
  /** The whole record. */
  whole: Fields;
  /** Says which entry of the field was mended, instead of the field itself. */
  note(entry: PropertyKey): void;
}

/** Not to be mended here: what holds it is mended instead, and where nothing can be, the record is refused. */
export const UP = Symbol('up');

/** Is asked only about a field that the schema refuses. Gives what stands there instead; `undefined` leaves it out. */
type Mend = (value: unknown, place: Place) => unknown;

const always =
  (value?: unknown): Mend =>
  () =>
    value;
const drop = always();

const written = (value: unknown): unknown => (Number.isFinite(value) ? String(value) : value);

/** A cut id would be somebody else's. */
const exact =
  (schema: { safeParse(value: unknown): { data?: unknown } }): Mend =>
  (value) =>
    schema.safeParse(written(value)).data;

const cut =
  (max: number, otherwise?: unknown, clean = (text: string) => text): Mend =>
  (value) => {
    const text = written(value);
    return typeof text === 'string' && text ? shortened(clean(text), max) : otherwise;
  };
const cutText = (max: number, otherwise?: unknown) => cut(max, otherwise, composed);

const YES = ['true', '1', 'yes', 'on'];
const NO = ['false', '0', 'no', 'off'];
const yesOr =
  (otherwise: boolean): Mend =>
  (value) => {
    const text = written(value);
    const said = typeof text === 'string' ? text.toLowerCase() : '';
    return YES.includes(said) || (otherwise && !NO.includes(said));
  };

const isScalar = (value: unknown): boolean =>
  value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);

const entries = (most: number): Mend => {
  const name = token(LIMITS.dataKey, 1);
  return (value, { note }) => {
    if (!isObject(value)) return undefined;
    const kept: [string, unknown][] = [];
    for (const [at, given] of Object.entries(value)) {
      if (UNSAFE.has(at)) continue;
      const entry = typeof given === 'string' ? shortened(given, LIMITS.dataValue) : given;
      const fits = kept.length < most && isScalar(entry) && name.safeParse(at).success;
      if (fits) kept.push([at, entry]);
      if (!fits || entry !== given) note(at);
    }
    return Object.fromEntries(kept);
  };
};

const attachments: Mend = (value, { note }) => {
  if (!Array.isArray(value)) return undefined;
  const kept: unknown[] = [];
  value.slice(0, LIMITS.attachments).forEach((given, at) => {
    const { width: _, height: __, ...sizeless } = isObject(given) ? given : {};
    const entry = [given, sizeless].find((one) => attachment.safeParse(one).success);
    if (entry) kept.push(entry);
    if (entry !== given) note(at);
  });
  if (value.length > LIMITS.attachments) note(LIMITS.attachments);
  return kept;
};

/** A day and a time with its distance from UTC says when it was, in whatever precision. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const instant = (value: unknown): string | undefined => {
  if (typeof value !== 'string' || !INSTANT.test(value) || !isDate(value.slice(0, 10))) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : time.safeParse(new Date(ms).toISOString()).data;
};

/** The last instant that RFC 3339 can write; the 48 bits of an id reach further. */
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** A UUIDv7 holds the moment when it was made, and the page makes it when the visitor presses Send. */
const created = ({ id, time }: Fields): string =>
  instant(isObject(time) ? time['createdAt'] : undefined) ??
  new Date(Math.min(LAST_MS, Number.parseInt(String(id).slice(0, 13).replace('-', ''), 16) || 0)).toISOString();

/** Nobody knows what such a rating means: it is kept and shown as a number, and stands in no figure. Again for a second fault of it. */
const uncounted = (answer: Fields): boolean => {
  const { type, value } = answer;
  if ((type !== 'scale' && type !== 'number') || !Number.isFinite(value)) return false;
  answer['type'] = 'number';
  delete answer['metric'];
  delete answer['scale'];
  return true;
};

/**
 * How each field is mended that a host or a page says about itself, `*` for any place in a list. What has no line here,
 * and stands in nothing that has one, cannot be mended: the record's id, version and kind, and the visitor's own words.
 */
export const MENDS = new Map<string, Mend>(
  Object.entries<Mend>({
    receipt: drop,
    test: yesOr(false),
    mode: always('interaction'),
    trigger: always('api'),
    channel: always('other'),
    touchpoint: exact(key),
    journey: drop,
    'journey.id': (value, place) => exact(key)(value, place) ?? UP,
    'journey.stage': exact(key),
    survey: always({ id: 'unknown', version: '1' }),
    'survey.id': cut(LIMITS.id, 'unknown'),
    'survey.version': cut(LIMITS.id, '1'),
    locale: always('und'),

    'answers.*.question': cut(LIMITS.id, UP),
    'answers.*.metric': drop,
    'answers.*.value': (value, { parent }) => (uncounted(parent) ? value : UP),
    'answers.*.scale': (_, { parent }) => (parent['type'] === 'scale' && !uncounted(parent) ? UP : undefined),
    'answers.*.prompt': cutText(LIMITS.prompt, ''),
    'answers.*.label': cutText(LIMITS.label),
    'answers.*.ms': drop,

    context: always({ url: '', referrer: '', viewport: { w: 0, h: 0 }, dpr: 1, tz: '', online: true }),
    'context.url': cut(LIMITS.url, ''),
    'context.referrer': cut(LIMITS.url, ''),
    'context.title': cutText(LIMITS.cutTitle),
    'context.release': cutText(LIMITS.cutRelease),
    'context.device': drop,
    'context.acquisition': drop,
    'context.viewport': always({ w: 0, h: 0 }),
    'context.dpr': always(1),
    'context.tz': cutText(LIMITS.cutName, ''),
    'context.online': yesOr(true),
    'context.perf': drop,
    'context.perf.lcpMs': drop,
    'context.perf.loadMs': drop,

    respondent: drop,
    'respondent.anonId': exact(token(LIMITS.id, 1)),
    'respondent.userKey': exact(token(LIMITS.userKey, 1)),
    'respondent.segment': cut(LIMITS.segment),
    'respondent.traits': entries(LIMITS.traitEntries),
    'respondent.contact': drop,
    'respondent.contact.email': exact(text(LIMITS.contactEmail)),
    'respondent.contact.name': cutText(LIMITS.contactName),
    'respondent.contact.wantsReply': yesOr(false),

    // Consent is never guessed: only what says yes without a doubt is one.
    consent: always({ state: 'denied', contact: false }),
    'consent.state': always('denied'),
    'consent.contact': always(false),
    'consent.textVersion': exact(token(LIMITS.id)),
    'consent.at': instant,

    data: entries(LIMITS.dataEntries),

    time: (_, { whole }) => ({ startedAt: created(whole), createdAt: created(whole), tzOffsetMin: 0, durationMs: 0 }),
    'time.startedAt': (value, { whole }) => instant(value) ?? created(whole),
    'time.createdAt': (_, { whole }) => created(whole),
    'time.tzOffsetMin': always(0),
    'time.durationMs': always(0),

    attachments,
  }),
);
