import type { FeedbackRecord } from '../contract';
import { DAY_MS, dayAt, HOUR_MS, MINUTE_MS } from './calendar';
import { createEncounter, type Sent } from './encounter';
import { createPlan, type SampleOptions } from './plan';
import { createWaiting } from './waiting';

export type { SampleOptions } from './plan';

export interface SampleRecord {
  record: FeedbackRecord;
  receivedAtMs: number;
  skewMs: number;
}

/** Of those who were asked and said nothing, the share that closed the prompt; the others went on without looking. */
const DISMISSED = 0.55;
/** Whoever was offline when they pressed Send is heard later. */
const OFFLINE = 0.015;
/** A clock that is minutes or hours wrong. */
const WRONG_CLOCK = 0.01;
/** The team tries its own form. */
const TESTS = 0.004;
/** Those who say nothing are asked within half an hour of the one who answers. */
const AROUND_MS = 30 * MINUTE_MS;

/**
 * Believable feedback of one project, in the order in which it was received: what a collector would have stored in those
 * days. Takes no clock and no luck but the seed's, and no more memory for a million than for a hundred.
 */
export function* sample(options: SampleOptions): Generator<SampleRecord> {
  const { now, days, size } = options;
  const plan = createPlan(options);
  const { random, project, person, people, moment, isBroken } = plan;
  const encounter = createEncounter(plan);
  const waiting = createWaiting<SampleRecord>(({ receivedAtMs }) => receivedAtMs);
  let asked = 0;

  const receive = (sent: Sent) => {
    const offline = sent.kind === 'submission' && random.chance(OFFLINE);
    const skewMs = random.chance(WRONG_CLOCK) ? random.whole(-3 * HOUR_MS, 3 * HOUR_MS) : random.whole(-900, 900);
    const delayMs = offline ? random.whole(5 * MINUTE_MS, 4 * HOUR_MS) : random.whole(150, 1_800);
    const receivedAtMs = Math.min(now, sent.atMs + delayMs);
    waiting.add({ record: encounter.record(sent, { skewMs, offline }), receivedAtMs, skewMs });
  };

  /** The next of all people to whom a prompt may open: nobody is asked again before all others were. */
  const nextToAsk = (withConsent: boolean) => {
    for (;;) {
      const one = person(asked++ % people);
      if (one.consent === 'granted' || (!withConsent && one.consent !== 'denied')) return one;
    }
  };

  for (let number = 0; number < size; number++) {
    const atMs = moment((number + random.next()) / size);
    yield* waiting.before(atMs);

    const day = dayAt(atMs, project.utcOffsetHours);
    const broken = isBroken(atMs);
    const occasion = encounter.occasion(day);
    const prompted = occasion.trigger === 'prompt';
    const place = random.weighted(occasion.places);
    const who = prompted
      ? nextToAsk(project.promptsWithConsentOnly)
      : // Some write often: few have small numbers, and small numbers are drawn more.
        person(Math.floor(people * random.next() ** 2));
    const met = encounter.meet({ atMs, day, broken, person: who, place, occasion });
    const submission = encounter.submission(met);
    const test = random.chance(TESTS);
    receive({ ...submission, test });

    for (const signal of encounter.signals(met)) receive({ ...signal, test });
    if (!prompted || who.consent !== 'granted') continue;
    receive({ ...encounter.impression(met), test });
    // As many as it takes until the next one answers.
    while (!random.chance(occasion.answered ?? 1)) {
      const laterMs = Math.min(now - MINUTE_MS, atMs + random.whole(0, AROUND_MS));
      const other = encounter.meet({ atMs: laterMs, day, broken, person: nextToAsk(true), place, occasion });
      receive(encounter.impression(other));
      if (random.chance(DISMISSED)) receive(encounter.dismissal(other));
    }
  }
  yield* waiting.before(now + days * DAY_MS);
}
