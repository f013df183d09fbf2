import type { RawOptions } from './loader/tab-host';
import { type Options, type Timing, WORDS } from './options';
import type { NewsDesk } from './survey/panel-host';
import type { Surroundings } from './survey/way';

/**
 * Defaults of what a first form needs; the others stand in extras/more-options.ts, each once. The type of a default is
 * the declared type of its option; all other options are text.
 */
export const DEFAULTS = {
  survey: 'feedback',
  surveys: {} as Options['surveys'],
  theme: 'auto' as Options['theme'],
  consent: 'pending' as Options['consent'],
  channel: 'web' as Options['channel'],
  requireConsentToSend: false,
  sharedDevice: false,
  test: false,
  reply: true,
  drafts: true,
  maskText: false,
  keepQuery: [] as string[],
  maxRecordBytes: 32768,
  retentionDays: 0,
  data: {} as Options['data'],
  timing: { requestTimeoutMs: 15e3, leaseMs: 3e4, storageTimeoutMs: 2e3, settleMs: 800 } as Timing,
};

/** Options after parsing: what has a default is there, all times included. */
export type Settings = Options & {
  /** When `consent` was last set, RFC 3339. */
  consentAt: string;
  timing: Timing;
  /** Options that could not be used, as they were given. */
  wrong: RawOptions;
  /** Sends a refused record again; the extras bring it. */
  resend?: (id: string) => void;
  /** What a developer reads with `debug`; the extras bring it. */
  note?: (text: string) => void;
  /** What conditions may ask for; the extras bring it. */
  facts?: () => Surroundings;
  /** What became of own words, and what was changed; the extras bring it. */
  news?: NewsDesk;
};

/** Declared type of an option, by its default. */
const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);

/** One value by its option's declared type, never guessed; undefined where it does not fit. */
const parse = (given: unknown, kind: string, words?: string): unknown => {
  // a collector would refuse every record that bears another word
  if (words) return words.split(' ').find((word) => word === given);
  if (kindOf(given) === kind || kind === 'undefined') return given;
  if (typeof given === 'string') {
    if (kind === 'boolean' && /^(true|false|)$/.test(given)) return given !== 'false';
    if (kind === 'number' && given && +given >= 0) return +given;
    if (kind === 'list') return given.split(/[\s,]+/).filter(Boolean);
    try {
      if (kind === 'object') return Object(JSON.parse(given));
    } catch {}
  }
};

/**
 * What was given over the defaults, by declared type. What does not fit gives way to the default and stands in `wrong`,
 * by name, for the extras to speak of.
 */
export const applyDefaults = (given: RawOptions, defaults: object): RawOptions => {
  const settings = { ...given, wrong: { ...(given['wrong'] as object) } as RawOptions };
  for (const [name, fallback] of Object.entries(defaults)) {
    const value = given[name];
    const parsed = value == null ? fallback : parse(value, kindOf(fallback), WORDS[name]);
    if (parsed === undefined) settings.wrong[name] = value;
    (settings as RawOptions)[name] =
      kindOf(fallback) === 'object'
        ? { ...fallback, ...(parsed as object) }
        : // a consent that cannot be read is none
          (parsed ?? (name === 'consent' ? 'denied' : fallback));
  }
  return settings;
};

/** Whether there is a usable endpoint and project; `endpoint` becomes absolute. Without them there is nothing to run. */
export const canRun = (settings: RawOptions): boolean => {
  try {
    const { href, protocol } = new URL((settings['endpoint'] || 'none:') as string, document.baseURI);
    settings['endpoint'] = href;
    return /^http/.test(protocol) && /^[\w.-]{1,64}$/.test((settings['project'] || '') as string);
  } catch {
    return false;
  }
};
