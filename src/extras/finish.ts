import type { Answer, FeedbackRecord } from '../contract/types';
import type { Engine, Identity } from '../engine';
import { device } from '../page/device';
import { idle } from '../page/idle';
import { askAhead, timeZone } from '../page/time-zone';
import { markOf } from '../privacy/mark';
import { maskText } from '../privacy/mask';
import { makeReceipt } from '../privacy/receipt';
import { fitRecord } from './fit';

/** The first answer that was chosen, as it was displayed. What a host's own function made of it keeps no words. */
const saidIn = (answers: Answer[]): string | undefined => {
  try {
    const chosen = answers.find(({ label, type }) => label || type === 'scale');
    return chosen && (chosen.label ?? `${chosen.value}`);
  } catch {
    return undefined;
  }
};

type Receipt = Awaited<ReturnType<typeof makeReceipt>>;

/**
 * Completes a record (device, time zone, identity, receipt) and redacts it, before anything is written to disk (Q14).
 * Undefined when the host's `beforeSend` drops it; what that function throws is thrown, so nothing leaves unredacted.
 * What is slow is made ahead, one receipt at a time: a submit waits for none of it.
 */
export const createFinish = (engine: Engine) => {
  const { settings } = engine;
  let spare: Promise<Receipt> | undefined;
  const prepare = () => (spare ??= makeReceipt().catch(() => undefined));
  const takeReceipt = () => {
    const receipt = prepare();
    spare = undefined;
    idle(prepare);
    return receipt;
  };
  idle(prepare);
  askAhead();
  const here = device(navigator.userAgent, navigator.maxTouchPoints);

  return async (who: Identity, anonId: string | undefined, made: FeedbackRecord) => {
    const { receipt: kept, identity } = engine.permits();
    const receipt = made.kind === 'submission' && kept ? await takeReceipt() : undefined;
    const { userKey, segment, traits } = who;
    let record: FeedbackRecord | null | undefined = {
      ...made,
      receipt: receipt?.hash,
      context: { ...made.context, tz: timeZone(), device: here },
      // the id may have been made by a consent that is withdrawn by now
      respondent: { userKey, segment, ...(identity && { anonId, traits }), ...made.respondent },
      answers: settings.maskText
        ? made.answers.map((answer) =>
            answer.type === 'text' ? { ...answer, value: maskText(`${answer.value}`) } : answer,
          )
        : made.answers,
    };
    if (settings.beforeSend) record = settings.beforeSend(record);
    if (record) {
      const fitted = fitRecord(record);
      for (const message of fitted.wrong) engine.emit('error', { code: 'option', message });
      record = fitted.record;
    }
    // id and version are ours: the queue and the collector rely on them
    return record
      ? {
          record: { ...record, id: made.id, v: made.v, kind: made.kind },
          secret: receipt?.secret,
          // now: whoever delivers it may be another page, of another person; and `beforeSend` may have taken the key out
          note: receipt && {
            at: Date.parse(made.time.createdAt),
            said: saidIn(record.answers),
            who: userKey === undefined ? userKey : markOf(userKey),
          },
        }
      : undefined;
  };
};
