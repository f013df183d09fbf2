import type { Answer, Channel, Contact, FeedbackRecord, RecordKind, Scalar } from '../contract';
import type { Day } from './calendar';
import { comment, type Mood } from './comments';
import { deviceAt, type Machine } from './devices';
import { receiptHash, uuid7 } from './ids';
import type { Plan } from './plan';
import type { Occasion, Place, Visit } from './projects/project';
import type { Weights } from './random';
import { releaseAt } from './releases';
import { fillIn } from './surveys';

/** Somebody at a place of the project, about to be asked or to say something. */
interface Met extends Omit<Visit, 'device' | 'survey'> {
  occasion: Occasion;
  visit: Visit;
  machine: Machine;
  where: Place;
  /** As the page was, for all that comes of it. */
  path: string;
  data: { [key: string]: Scalar };
  channel: Channel;
}

/** What leaves the device, before the device's clock and network come into it. */
export interface Sent {
  kind: RecordKind;
  met: Met;
  /** When it is sent, by a clock that is right. */
  atMs: number;
  durationMs: number;
  answers: Answer[];
  contact?: Contact | undefined;
  test?: boolean;
  /** Of a passive signal, which. */
  signal?: string;
}

const SECOND_DEVICE = 0.2;
/** Share of those who wrote by the tab that want a reply. */
const WANTS_REPLY: { [mood in Mood]: number } = { low: 0.3, mid: 0.15, high: 0.06 };
const CONSENT_TEXT = '2026-01';

/** Makes the records of a plan. Takes from its random in the order of the calls. */
export const createEncounter = (plan: Plan) => {
  const { random, project, releases, tzOffset } = plan;

  const occasion = (day: Day): Occasion => {
    const weights = Object.fromEntries(project.occasions.map(({ weight }, at) => [String(at), weight(day)]));
    return project.occasions[Number(random.weighted(weights))]!;
  };

  const meet = (given: Omit<Met, 'visit' | 'machine' | 'where' | 'path' | 'data' | 'channel'>): Met => {
    const { occasion: of, ...at } = given;
    const machine = at.person.machines[random.chance(SECOND_DEVICE) ? 1 : 0];
    const where = project.places[at.place]!;
    return {
      ...given,
      machine,
      where,
      path: where.path(random),
      data: where.data?.(random, at.person) ?? {},
      channel: random.weighted(of.channels),
      visit: { ...at, device: machine.type, survey: of.survey },
    };
  };

  const submission = (met: Met): Sent => {
    const { atMs, person, place, where, visit } = met;
    const { survey, writes } = met.occasion;
    const { language } = person;
    const sentences = project.sentences[language]!;
    const themes = project.themes?.(visit) ?? where.themes;
    const { answers, mood, text, durationMs } = fillIn(random, {
      survey,
      feeling: project.shift(visit) + person.leaning + random.normal(0, 1),
      ...plan.speech(language, survey, atMs),
      names: { site: project.site, subject: project.subjects[place]?.[language] ?? project.site },
      writes: (mood) =>
        random.chance(writes[mood]) ? comment(random, { language, sentences, themes, mood }) : undefined,
    });
    const wantsReply = survey === 'feedback' && text !== undefined && random.chance(WANTS_REPLY[mood]);
    const contact = wantsReply
      ? { email: person.email, ...(random.chance(0.6) && { name: person.name }), wantsReply }
      : undefined;
    return { kind: 'submission', met, atMs: atMs + durationMs, durationMs, answers, contact };
  };

  const unasked = (kind: RecordKind, met: Met, afterMs: number): Sent => ({
    kind,
    met,
    atMs: met.atMs + afterMs,
    durationMs: 0,
    answers: [],
  });

  /** What broke under them, where they agreed that it is noted. */
  const signals = (met: Met): Sent[] => {
    if (met.person.consent !== 'granted') return [];
    const odds: Weights = project.signals(met.visit);
    return Object.keys(odds)
      .filter((signal) => random.chance(odds[signal]!))
      .map((signal) => ({ ...unasked('signal', met, random.whole(0, 8_000)), signal }));
  };

  const record = (
    { kind, met, atMs, durationMs, answers, contact, test = false, signal }: Sent,
    { skewMs, offline }: { skewMs: number; offline: boolean },
  ): FeedbackRecord => {
    const { person, where, machine, occasion: of } = met;
    const granted = person.consent === 'granted';
    // What the device's own clock says: the collector's is ahead of it by the skew.
    const createdAtMs = atMs - skewMs;
    const data = { ...met.data, ...(signal && { signal }) };
    const said = kind === 'submission';
    const userKey = granted ? person.userKey : undefined;
    // In the contract's own order, as it stores them.
    const respondent = {
      ...(granted && { anonId: person.anonId }),
      ...(userKey && { userKey }),
      segment: person.segment,
      ...(userKey && { traits: person.traits }),
      ...(contact && { contact }),
    };
    return {
      id: uuid7(createdAtMs, random),
      v: 1,
      kind,
      ...(said && person.consent !== 'denied' && { receipt: receiptHash(random) }),
      test,
      mode: signal ? 'passive' : of.mode,
      trigger: signal ? 'api' : test ? 'api' : of.trigger,
      channel: met.channel,
      ...(where.touchpoint && { touchpoint: where.touchpoint }),
      ...(where.journey && { journey: where.journey }),
      survey: signal ? { id: 'signals', version: '1' } : { id: of.survey, version: '1' },
      locale: person.language,
      answers,
      context: {
        url: `${project.origin}${met.path}`,
        referrer: '',
        title: where.title,
        release: releaseAt(releases, met.atMs),
        device: deviceAt(machine, met.atMs, person.behind),
        acquisition: person.acquisition,
        viewport: machine.viewport,
        dpr: machine.dpr,
        tz: person.tz,
        online: !offline,
      },
      respondent,
      consent: {
        state: person.consent,
        contact: contact !== undefined,
        ...(person.consent !== 'pending' && {
          textVersion: CONSENT_TEXT,
          at: new Date(person.consentAtMs).toISOString(),
        }),
      },
      ...(Object.keys(data).length > 0 && { data }),
      time: {
        startedAt: new Date(createdAtMs - durationMs).toISOString(),
        createdAt: new Date(createdAtMs).toISOString(),
        tzOffsetMin: tzOffset(person.tz, atMs),
        durationMs,
      },
    };
  };

  return {
    occasion,
    meet,
    submission,
    signals,
    record,
    impression: (met: Met) => unasked('impression', met, 0),
    dismissal: (met: Met) => unasked('dismissal', met, random.whole(1_500, 20_000)),
  };
};
