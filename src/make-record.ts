import type { FeedbackRecord, RecordKind } from './contract/types';
import type { OpenHow } from './engine';
import { scrubUrl } from './page/scrub';
import type { Settings } from './parse-options';
import type { Filled } from './survey/panel-host';

/** A record with everything that stands at once; the extras add device, time zone, receipt and identity, and redact it. */
export const makeRecord = (
  id: string,
  kind: RecordKind,
  at: number,
  filled: Filled,
  how: OpenHow,
  settings: Settings,
): FeedbackRecord => {
  const { survey, mode, locale, answers, contact, startedAtMs, data = settings.data } = filled;
  const createdAt = new Date(at);
  return {
    id,
    v: 1,
    kind,
    test: settings.test,
    mode,
    trigger: how.trigger ?? 'api',
    channel: settings.channel,
    touchpoint: how.touchpoint,
    journey: how.journey,
    survey,
    locale,
    answers,
    context: {
      url: scrubUrl(location.href, settings.keepQuery),
      referrer: scrubUrl(document.referrer, settings.keepQuery),
      title: document.title,
      release: settings.release,
      viewport: { w: innerWidth, h: innerHeight },
      dpr: devicePixelRatio,
      tz: '',
      online: navigator.onLine,
    },
    respondent: contact && { contact },
    consent: {
      state: settings.consent,
      contact: !!contact,
      textVersion: filled.consentTextVersion,
      at: settings.consentAt,
    },
    data,
    time: {
      startedAt: new Date(startedAtMs).toISOString(),
      createdAt: createdAt.toISOString(),
      tzOffsetMin: -createdAt.getTimezoneOffset(),
      durationMs: Math.max(0, at - startedAtMs),
    },
  };
};
