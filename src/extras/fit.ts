import type { FeedbackRecord, Scalar } from '../contract/types';
import { MISFITS } from '../debug/messages';

type Map = { [key: string]: Scalar };

/** A host may hand over anything: what is no plain value is no text. */
const textOf = (given: unknown): string => (Object(given) === given ? '' : `${given ?? ''}`);

/** At most `most` code points, never half a character; nothing where there are none. */
const shortened = (text: unknown, most: number): string | undefined =>
  [...textOf(text).normalize()].slice(0, most).join('') || undefined;

const KEY = /^[a-z0-9._-]{1,64}$/;

/**
 * What the host added, brought within the contract's limits, so that a visitor's words are never refused for it: of any
 * type, since pages are written in JavaScript. The words themselves are never touched. Returns sentences about what was
 * changed.
 */
export const fitRecord = (record: FeedbackRecord): { record: FeedbackRecord; wrong: string[] } => {
  const wrong: string[] = [];
  const cut = (text: unknown, name: string, most: number) => {
    const whole = textOf(text);
    if (whole.length > most) wrong.push(name + MISFITS.long);
    return whole.slice(0, most) || undefined;
  };
  // half a key or address would be somebody else's
  const whole = (text: unknown, name: string, most: number) => {
    const given = textOf(text);
    if (given.length <= most) return given || undefined;
    wrong.push(name + MISFITS.id);
  };
  const key = (text: unknown, name: string) => {
    const whole = textOf(text);
    if (KEY.test(whole)) return whole;
    if (text != null) wrong.push(name + MISFITS.key);
  };
  /** One of a few words, else the first of them. */
  const word = (name: 'mode' | 'trigger' | 'channel', words: string) => {
    const list = words.split(' ');
    if (list.includes(record[name])) return record[name] as never;
    if (record[name] != null) wrong.push(name + MISFITS.word);
    return list[0] as never;
  };
  const map = (given: Map | undefined, name: string, most: number): Map | undefined => {
    if (!given) return undefined;
    const kept: Map = {};
    for (const [key, value] of Object.entries(given)) {
      const at = `${name}.${key}`;
      if (typeof value === 'string') kept[key] = cut(value, at, 200) ?? '';
      else if (value === null || typeof value === 'boolean' || Number.isFinite(value)) kept[key] = value;
      if (key.length > 0 && key.length <= 40 && key in kept && most-- > 0) continue;
      delete kept[key];
      wrong.push(at + MISFITS.value);
    }
    return kept;
  };
  const { journey, consent, survey } = record;
  const { contact, ...respondent } = record.respondent ?? {};
  const id = key(journey?.id, 'journey.id');
  const stage = key(journey?.stage, 'journey.stage');
  const locale = textOf(record.locale);
  return {
    record: {
      ...record,
      mode: word('mode', 'interaction always_on journey relationship passive'),
      trigger: word('trigger', 'api visitor prompt import'),
      channel: word('channel', 'web webview link employee other'),
      survey: {
        id: cut(survey?.id, 'survey.id', 64) ?? 'api',
        version: cut(survey?.version, 'survey.version', 64) ?? '1',
      },
      locale: /^[a-z]{1,8}(-[a-z0-9]{1,8}){0,6}$/i.test(locale) ? locale : 'und',
      answers: record.answers.map((answer) => ({
        ...answer,
        prompt: shortened(answer.prompt, 300) ?? '',
        label: shortened(answer.label, 120),
      })),
      context: { ...record.context, release: cut(record.context?.release, 'release', 120) },
      touchpoint: key(record.touchpoint, 'touchpoint'),
      journey: id ? { id, ...(stage ? { stage } : {}) } : undefined,
      data: map(record.data, 'data', 30),
      consent: {
        ...consent,
        state: ['pending', 'granted', 'denied'].includes(consent?.state) ? consent.state : 'denied',
        textVersion: cut(consent?.textVersion, 'consentTextVersion', 64),
      },
      respondent: {
        ...respondent,
        userKey: whole(respondent.userKey, 'identify.userKey', 128),
        segment: cut(respondent.segment, 'identify.segment', 64),
        traits: map(respondent.traits, 'identify.traits', 20),
        contact: contact
          ? {
              email: whole(contact.email, 'identify.email', 320),
              name: shortened(contact.name, 120),
              wantsReply: `${contact.wantsReply}` === 'true',
            }
          : undefined,
      },
    },
    wrong,
  };
};
