import type { Channel, Mode, Scalar } from '../../contract';
import type { Day } from '../calendar';
import type { Person, Population } from '../people';
import type { Random, Weights } from '../random';
import type { Sentences } from '../sentences/sentences';
import type { SurveyId } from '../surveys';
import type { Language, Words } from '../words';

/** Where in the project something is said. */
export interface Place {
  /** Absent where a survey is about the whole and not about a touchpoint. */
  touchpoint?: string;
  journey?: { id: string; stage: string };
  path(random: Random): string;
  title: string;
  /** What there is to complain about, by name of the theme. */
  themes: Weights;
  /** What a page knows of what is going on, sent as `data`. */
  data?: (random: Random, person: Person) => { [key: string]: Scalar };
}

/** One way in which people come to say something. */
export interface Occasion {
  survey: SurveyId;
  mode: Mode;
  trigger: 'visitor' | 'prompt';
  channels: Weights<Channel>;
  weight(day: Day): number;
  places: Weights;
  /** Of those to whom a prompt opens, the share that answers. */
  answered?: number;
  /** Share that writes something, by how it was. */
  writes: { low: number; mid: number; high: number };
}

/** All that decides how a visit was. */
export interface Visit {
  atMs: number;
  day: Day;
  person: Person;
  device: 'phone' | 'desktop' | 'tablet';
  place: string;
  survey: SurveyId;
  /** Whether the release that broke something was out. */
  broken: boolean;
}

export interface Project {
  /** `{site}` and `{subject}` of the questions. */
  site: string;
  subjects: { [place: string]: { [language in Language]?: string } };
  origin: string;
  utcOffsetHours: number;
  /** How much happens in each local hour. */
  hours: readonly number[];
  weightOf(day: Day): number;
  population: Population;
  sentences: { [language in Language]?: Sentences };
  places: { [name: string]: Place };
  occasions: Occasion[];
  /** Prompts open only for those who agreed to be counted, so that every one that was seen is known. */
  promptsWithConsentOnly: boolean;
  major: number;
  hasBadRelease: boolean;
  /** Where the stories are told: added to what a person feels, in standard deviations. */
  shift(visit: Visit): number;
  /** How often a page breaks under somebody, for each submission. */
  signals(visit: Visit): Weights;
  /** What there is to complain about on that visit, where it is not what the place says. */
  themes?: (visit: Visit) => Weights | undefined;
  /** Words that were changed without a new version of the survey, from a share of the period on. */
  reworded?: { survey: SurveyId; fromShare: number; language: Language; change(words: Words): Words };
}
