import type { Acquisition, ConsentState, Scalar } from '../contract';
import { type DeviceType, type Machine, machine } from './devices';
import { anonId } from './ids';
import { nameOf } from './names';
import { createRandom, type Random, type Weights } from './random';
import type { Language } from './words';

/** Somebody who visits; the same number is the same person all year. */
export interface Person {
  language: Language;
  tz: string;
  /** The device that is mostly used, and the other one. */
  machines: [Machine, Machine];
  behind: number;
  segment: string;
  acquisition: Acquisition;
  consent: ConsentState;
  consentAtMs: number;
  /** Only used where consent is granted. */
  anonId: string;
  userKey: string | undefined;
  traits: { [key: string]: Scalar };
  name: string;
  email: string;
  /** Some are easier to please than others: added to what they feel, in standard deviations. */
  leaning: number;
}

export interface Population {
  languages: Weights<Language>;
  devices: Weights<DeviceType>;
  segments: Weights;
  consents: Weights<ConsentState>;
  acquisitions: Weights<Acquisition>;
  /** Share with an account of their own. */
  signedIn: number;
  traits(random: Random, segment: string): { [key: string]: Scalar };
}

const ZONES: { [language in Language]: Weights } = {
  en: { 'America/New_York': 5, 'Europe/London': 4, 'America/Los_Angeles': 3, 'Australia/Sydney': 1 },
  ko: { 'Asia/Seoul': 1 },
  de: { 'Europe/Berlin': 7, 'Europe/Zurich': 2, 'Europe/Vienna': 2 },
  ja: { 'Asia/Tokyo': 1 },
  es: { 'Europe/Madrid': 5, 'America/Mexico_City': 4, 'America/Bogota': 2 },
};

/** People by their number, made anew whenever they are asked for: nobody is kept in memory. */
export const createPeople =
  (seed: string, fromMs: number, population: Population) =>
  (number: number): Person => {
    const random = createRandom(`${seed}/person/${number}`);
    const language = random.weighted(population.languages);
    const type = random.weighted(population.devices);
    const segment = random.weighted(population.segments);
    const { name, mailbox } = nameOf(random, language);
    return {
      language,
      tz: random.weighted(ZONES[language]),
      machines: [machine(random, type), machine(random, random.weighted(population.devices))],
      behind: random.chance(0.7) ? 0 : random.whole(1, 4),
      segment,
      acquisition: random.weighted(population.acquisitions),
      consent: random.weighted(population.consents),
      // Given before all that they send here.
      consentAtMs: fromMs - random.whole(1, 200 * 86_400) * 1000,
      anonId: anonId(random),
      userKey: random.chance(population.signedIn) ? `u-${(100_000 + number).toString(36)}` : undefined,
      traits: population.traits(random, segment),
      name,
      email: `${mailbox}${number % 97}@${random.pick(['example.com', 'example.org', 'example.net'])}`,
      leaning: random.normal(0, 0.35),
    };
  };
