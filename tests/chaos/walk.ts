import type { Fault } from '../support/fault-proxy';
import { pass } from '../support/faults';
import type { Tab } from '../support/tab';
import { CHOOSY, networkFaults } from './faults';
import { seeded } from './random';
import { startStory } from './story';
import { LEASE_MS, makeWorld, type World } from './world';

export interface Outcome {
  seed: number;
  /** Submits that were asked for, and those that were answered with `kept: 'device'`. */
  asked: number;
  durable: number;
  stored: number;
  /** Submits that were answered with `ok: false`, and why; and those that were kept in memory only. */
  refused: string[];
  inMemory: number;
  /** Tokens of durable submits that are not stored. */
  lost: string[];
  /** Tokens that stand more than once. */
  twice: string[];
  /** Ids that were on their way in two requests at once, while the first one's lease held. */
  overlaps: string[];
  /** What still waited when all was mended and waited for. */
  waiting: number;
  duplicates: number;
  /** Left with an event that is no delivery, by its name. */
  left: { [event: string]: number };
  /** How often each fault met something. */
  fired: { [fault: string]: number };
  /** What was done around words with which something went wrong, and what the device held at the end. */
  story: string[];
  ms: number;
}

/** From the claim, which nobody sees here, to `sentAt`: a busy disk and two busy cores take so long at most, ms. */
const UNDER_WAY_MS = 2_500;

/** So long a walk waits for its queue to empty once everything is mended, ms. */
const DRAIN_MS = 120_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Everything that may happen, and how often. */
const STEPS = {
  submit: 40,
  network: 60,
  'kill browser': 2,
  'submit, then kill browser': 2,
  'crash tab': 3,
  'freeze tab': 2,
  'close tab': 4,
  'open tab': 8,
  reload: 4,
  offline: 4,
  'set clock': 3,
  consent: 4,
  'kill collector': 2,
  flush: 4,
} as const;

/** What steps do themselves; `networkFaults` are the others. */
const OWN_FAULTS = [
  ...['browser killed', 'browser killed right after a submit', 'tab crashed', 'tab frozen', 'tab closed', 'reloaded'],
  ...['offline', 'clock set', 'consent changed', 'collector killed and started again'],
];

const CONSENTS = ['pending', 'granted', 'denied'];
const HOURS = [1, -1, 24, -24, 365 * 24, -365 * 24];

/** Ids of what waits in a database. */
const waitingIn = (rows: { [key: string]: unknown }) =>
  Object.keys(rows).flatMap((key) => (key.startsWith('q:') ? [key.slice(2)] : []));

/** One seeded walk of `submits` submissions; `report` hears how many were made. */
export async function walk(
  dist: string,
  seed: number,
  submits: number,
  report: (made: number) => void,
): Promise<Outcome> {
  const startedMs = Date.now();
  const random = seeded(seed);
  const story = startStory();
  const { note } = story;
  const world = await makeWorld(dist, `chaos-${seed}`, note);
  /** What never met anything is said as well. */
  const fired: { [fault: string]: number } = Object.fromEntries(OWN_FAULTS.map((name) => [name, 0]));
  const fire = (name: string) => {
    fired[name]! += 1;
  };
  /** By token: the id, where the submit was answered that it is on the device. */
  const durable = new Map<string, string>();
  const asked: string[] = [];
  const faults = networkFaults(seeded(seed ^ 0x5eed), fire);
  for (const name of Object.keys(faults)) fired[name] = 0;
  const pending = new Set<Promise<unknown>>();
  const overlaps: string[] = [];
  const refused: string[] = [];
  let inMemory = 0;
  const inFlight = new Map<string, { sentAtMs: number; tries: number }>();
  /** Until then leases prove nothing: clocks differ (fault 22), or a frozen tab goes on with what it had claimed. */
  let unleasedUntilMs = 0;

  const submit = (tab: Tab) => {
    const token = `c${seed}x${asked.length}x${random.below(1e9).toString(36)}`;
    asked.push(token);
    note(`${token} asked for`);
    const made = tab
      .submit(token)
      .then((outcome) => {
        if (!outcome.ok) refused.push(`${token}: ${outcome.code}`);
        else if (outcome.kept === 'device') durable.set(token, outcome.id);
        else inMemory++;
        if (outcome.ok) note(`${token} is kept: ${outcome.kept}`, [outcome.id]);
        else note(`${token} is refused: ${outcome.code}`);
      })
      .catch(() => {}); // the page went with its answer
    pending.add(made);
    made.finally(() => pending.delete(made));
    return made;
  };

  /**
   * Notes which records travel, and which of them travel twice while the lease of the first sender holds. Who gave up
   * and tries again has counted that: the end of an aborted request may reach us after the next one.
   */
  const watched =
    (name: string | undefined, fault: Fault): Fault =>
    (exchange) => {
      const { method, ids, attempts, ended, atMs, sentAtMs } = exchange.seen;
      if (method === 'POST' && name && !CHOOSY.includes(name)) fire(name);
      for (const id of ids) {
        const travel = { sentAtMs, tries: attempts[id] ?? 0 };
        const other = inFlight.get(id);
        const leased = other && Math.abs(sentAtMs - other.sentAtMs) < LEASE_MS - UNDER_WAY_MS && atMs > unleasedUntilMs;
        if (leased && other.tries === travel.tries) overlaps.push(id);
        inFlight.set(id, travel);
        ended.then(() => inFlight.get(id) === travel && inFlight.delete(id));
      }
      return fault(story.overheard(exchange, name ?? 'as it is'));
    };
  /** The network does this from now on, for a while. */
  const spoil = (name: string) => {
    world.proxy.fault = watched(name, faults[name]!);
  };
  const mend = () => {
    world.proxy.fault = watched(undefined, pass);
  };
  mend();

  const actions: { [step in keyof typeof STEPS]: () => Promise<unknown> } = {
    async submit() {
      const tab = await world.someTab(random.below(4));
      const burst = 1 + random.below(5);
      const made = Array.from({ length: burst }, () => submit(tab));
      // mostly waited for; sometimes the next step comes in the midst of it
      if (random.next() < 0.6) await Promise.all(made);
    },
    async network() {
      if (random.next() < 0.3) mend();
      else spoil(random.pick(Object.keys(faults)));
      // what is spoiled shall meet something, whatever the endpoint's backoff
      if (random.next() < 0.3) submit(await world.someTab(random.below(4)));
      world.tabs[0]?.call('flush').catch(() => {});
      await pause(random.below(60));
    },
    async 'kill browser'() {
      if (!world.tabs.length) return;
      fire('browser killed');
      await world.killBrowser();
    },
    async 'submit, then kill browser'() {
      const tab = await world.someTab(random.below(4));
      await submit(tab);
      fire('browser killed right after a submit');
      await world.killBrowser();
    },
    async 'crash tab'() {
      if (!world.tabs.length) return;
      fire('tab crashed');
      await world.crash(random.below(4));
    },
    async 'freeze tab'() {
      const tab = await world.someTab(random.below(4));
      fire('tab frozen');
      submit(tab);
      unleasedUntilMs = Number.POSITIVE_INFINITY;
      const thaw = await world.freeze(tab);
      // shorter or longer than a lease
      await pause(random.below(2 * LEASE_MS));
      thaw();
      unleasedUntilMs = Date.now() + LEASE_MS;
    },
    async 'close tab'() {
      if (!world.tabs.length) return;
      fire('tab closed');
      await world.closeTab(random.below(4));
    },
    'open tab': () => world.openTab(),
    async reload() {
      if (!world.tabs.length) return;
      fire('reloaded');
      await world.reload(random.below(4));
    },
    async offline() {
      fire('offline');
      await world.offline(true);
      if (world.tabs.length) await submit(world.tabs[0]!);
      await pause(random.below(150));
      await world.offline(false);
    },
    async 'set clock'() {
      if (!world.tabs.length) return;
      fire('clock set');
      unleasedUntilMs = Number.POSITIVE_INFINITY;
      const hours = random.pick(HOURS);
      note(`clock: ${hours} h`);
      await world.setClock(hours * 36e5);
      if (world.tabs.length) await submit(world.tabs[0]!);
      await pause(random.below(100));
      await world.setClock(0);
      unleasedUntilMs = Date.now() + LEASE_MS;
    },
    async consent() {
      const tab = await world.someTab(random.below(4));
      fire('consent changed');
      const answer = random.pick(CONSENTS);
      note(`consent: ${answer}`);
      await tab.call('setConsent', answer).catch(() => {});
      // what is denied is kept in memory, and counts as durable for nobody
      if (answer === 'denied') await tab.call('setConsent', 'pending').catch(() => {});
    },
    async 'kill collector'() {
      fire('collector killed and started again');
      await world.collector.restart();
    },
    flush: async () => (await world.someTab(random.below(4))).call('flush').catch(() => {}),
  };

  try {
    while (asked.length < submits) {
      const step = random.weighted(STEPS);
      note(step);
      await actions[step]();
      report(Math.min(asked.length, submits));
    }
    await Promise.all(pending);
    // everything is mended: what waits has to arrive
    mend();
    await world.offline(false);
    await world.setClock(0);
    const tab = await world.openTab();
    let waiting: string[] = [];
    for (const endMs = Date.now() + DRAIN_MS; ; await pause(200)) {
      waiting = Object.values(await world.databases(tab)).flatMap(waitingIn);
      if (!waiting.length || Date.now() > endMs) break;
      tab.call('flush').catch(() => {});
    }
    const judged = await judge(world, asked, durable);
    const tokens = new Map([...durable].map(([token, id]) => [id, token]));
    const ofTokens = [...judged.lost, ...judged.twice].map((token) => ({ token, id: durable.get(token) ?? token }));
    const ofIds = [...overlaps, ...waiting].map((id) => ({ id, token: tokens.get(id) ?? id }));
    const suspects = [...ofTokens, ...ofIds];
    const told = suspects.length ? story.about(suspects, await world.databases(tab)) : [];
    return {
      ...judged,
      ...{ seed, overlaps, refused, inMemory, fired, story: told },
      waiting: waiting.length,
      ms: Date.now() - startedMs,
    };
  } finally {
    await world.end();
  }
}

async function judge(
  world: World,
  asked: string[],
  durable: Map<string, string>,
): Promise<Omit<Outcome, 'seed' | 'overlaps' | 'refused' | 'inMemory' | 'waiting' | 'fired' | 'story' | 'ms'>> {
  const times = new Map<string, number>();
  for (const { record } of await world.collector.rows(world.project)) {
    const token = String(record.answers[0]?.value);
    times.set(token, (times.get(token) ?? 0) + 1);
  }
  const left: { [event: string]: number } = {};
  for (const event of world.gone().values()) left[event] = (left[event] ?? 0) + 1;
  return {
    asked: asked.length,
    durable: durable.size,
    stored: times.size,
    // no event excuses one: nothing here is over a bound, erased by anybody, or over its age by any two clocks
    lost: [...durable.keys()].filter((token) => !times.has(token)),
    twice: [...times].filter(([, count]) => count > 1).map(([token]) => token),
    duplicates: (await world.collector.counters(world.project)).duplicate,
    left,
  };
}
