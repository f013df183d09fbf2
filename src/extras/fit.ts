import type { FeedbackRecord, Scalar } from '../contract/types';
import { MISFITS } from '../debug/messages';

type Map = { [key: string]: Scalar };

/** At most `most` code points, never half a character. */
const shortened = (text: string, most: number): string => [...text.normalize()].slice(0, most).join('');

const KEY = /^[a-z0-9._-]{1,64}$/;

/**
 * What the host added, brought within the contract's limits, so that a visitor's words are never refused for it.
 * The words themselves are never touched. Returns sentences about what was changed.
 */
export const fitRecord = (record: FeedbackRecord): { record: FeedbackRecord; wrong: string[] } => {
  const wrong: string[] = [];
  const cut = (text: string | null | undefined, name: string, most: number) => {
    if (text == null) return undefined;
    const whole = `${text}`;
    if (whole.length > most) wrong.push(name + MISFITS.long);
    return whole.slice(0, most);
  };
  const key = (text: string | undefined, name: string) => {
    if (text === undefined || KEY.test(text)) return text;
    wrong.push(name + MISFITS.key);
  };
  const map = (given: Map | undefined, name: string, most: number): Map | undefined => {
    if (!given) return undefined;
    const kept: Map = {};
    for (const [key, value] of Object.entries(given)) {
      const at = `${name}.${key}`;
      if (typeof value === 'string') kept[key] = cut(value, at, 200)!;
      else if (value === null || typeof value === 'boolean' || Number.isFinite(value)) kept[key] = value;
      if (key.length > 0 && key.length <= 40 && key in kept && most-- > 0) continue;
      delete kept[key];
      wrong.push(at + MISFITS.value);
    }
    return kept;
  };
  const { respondent = {}, journey } = record;
  const id = key(journey?.id, 'journey.id');
  const stage = key(journey?.stage, 'journey.stage');
  return {
    record: {
      ...record,
      locale: /^[a-z]{1,8}(-[a-z0-9]{1,8}){0,6}$/i.test(record.locale) ? record.locale : 'und',
      answers: record.answers.map((answer) => ({
        ...answer,
        prompt: shortened(answer.prompt, 300),
        ...(answer.label && { label: shortened(answer.label, 120) }),
      })),
      touchpoint: key(record.touchpoint, 'touchpoint'),
      journey: id ? { id, ...(stage ? { stage } : {}) } : undefined,
      data: map(record.data, 'data', 30),
      respondent: {
        ...respondent,
        userKey: cut(respondent.userKey, 'identify.userKey', 128),
        segment: cut(respondent.segment, 'identify.segment', 64),
        traits: map(respondent.traits, 'identify.traits', 20),
      },
    },
    wrong,
  };
};
