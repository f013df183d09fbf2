import { createOffsets, DAY_MS } from './calendar';
import { createMoments } from './moments';
import { createPeople } from './people';
import { type ProjectName, projects } from './projects';
import type { Project } from './projects/project';
import { type Asked, type Question, questionsIn } from './questions';
import { createRandom } from './random';
import { createReleases } from './releases';
import type { SurveyId } from './surveys';
import { type Language, type Words, words } from './words';

export interface SampleOptions {
  /** The same seed gives the same sample, to the last bit. */
  seed: string;
  project: ProjectName;
  /** Where the sample ends, in milliseconds since 1970. */
  now: number;
  /** How long it is. The stories need a year. */
  days: number;
  /** Submissions. What nobody asked for comes on top: impressions, dismissals, signals. */
  size: number;
}

interface Speech {
  words: Words;
  questions: { [asked in Asked]: Question };
}

/** Whoever walks through this number of people is back at the first no sooner than after the quiet days of prompts. */
const PEOPLE_A_SUBMISSION = 2;
/** However few submissions there are: among so many there is always one who may be asked. */
const LEAST_PEOPLE = 1_000;

/** People whom a page lets down have more to say. */
const MORE_WHEN_BROKEN = 1.5;

/** All that is settled before the first submission. */
export const createPlan = ({ seed, project: name, now, days, size }: SampleOptions) => {
  const project: Project = projects[name];
  const ofProject = `${seed}/${name}`;
  const fromMs = now - days * DAY_MS;
  const { utcOffsetHours, weightOf, hours, population, reworded } = project;
  const rewordedAtMs = reworded ? fromMs + reworded.fromShare * days * DAY_MS : Number.POSITIVE_INFINITY;

  const speechOf = (said: Words): Speech => ({ words: said, questions: questionsIn(said) });
  const speeches = Object.fromEntries(Object.entries(words).map(([language, said]) => [language, speechOf(said)])) as {
    [language in Language]: Speech;
  };
  const rewordedSpeech = reworded && speechOf(reworded.change(words[reworded.language]));

  const { releases, badRelease } = createReleases(createRandom(`${ofProject}/releases`), {
    fromMs,
    days,
    major: project.major,
    bad: project.hasBadRelease,
  });
  const isBroken = (atMs: number): boolean =>
    badRelease !== undefined && atMs >= badRelease.fromMs && atMs < badRelease.untilMs;

  return {
    name,
    project,
    fromMs,
    rewordedAtMs,
    random: createRandom(ofProject),
    moment: createMoments({
      fromMs,
      days,
      utcOffsetHours,
      weightOf: (day) => weightOf(day) * (isBroken(day.number * DAY_MS) ? MORE_WHEN_BROKEN : 1),
      hours,
      seed: ofProject,
    }),
    person: createPeople(ofProject, fromMs, population),
    people: Math.max(LEAST_PEOPLE, size * PEOPLE_A_SUBMISSION),
    tzOffset: createOffsets(),
    releases,
    badRelease,
    isBroken,
    /** How a survey was worded at that time. */
    speech: (language: Language, survey: SurveyId, atMs: number): Speech =>
      rewordedSpeech && language === reworded?.language && survey === reworded.survey && atMs >= rewordedAtMs
        ? rewordedSpeech
        : speeches[language],
  };
};

export type Plan = ReturnType<typeof createPlan>;
