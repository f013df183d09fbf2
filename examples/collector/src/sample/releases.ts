import { DAY_MS, dayAt, isNpsSeason } from './calendar';
import type { Random } from './random';

export interface Release {
  name: string;
  fromMs: number;
}

/** The story of a release that breaks something, and of the next one, which mends it. */
export interface BadRelease {
  name: string;
  fromMs: number;
  untilMs: number;
  mendedBy: string;
}

/** In a year it begins about two months before its end. */
const BAD_FROM_SHARE = 0.17;
const BAD_DAYS = 9;
/** Nothing is released shortly before it, so that it is clear what it is compared with. */
const LEAST_DAYS = 10;

/** Not in the weeks when fewer are asked about the checkout, because they are asked about loyalty: the days before them. */
const badFrom = (wishedMs: number): number => {
  const meets = (fromMs: number) => isNpsSeason(dayAt(fromMs, 0)) || isNpsSeason(dayAt(fromMs + BAD_DAYS * DAY_MS, 0));
  let fromMs = wishedMs;
  while (meets(fromMs)) fromMs -= DAY_MS;
  return fromMs;
};

/** A new release every two to three weeks, the first before the period begins; one of them bad where `bad` says so. */
export const createReleases = (
  random: Random,
  { fromMs, days, major, bad }: { fromMs: number; days: number; major: number; bad: boolean },
): { releases: Release[]; badRelease: BadRelease | undefined } => {
  const untilMs = fromMs + days * DAY_MS;
  const badFromMs = badFrom(untilMs - Math.max(BAD_DAYS + 1, Math.round(days * BAD_FROM_SHARE)) * DAY_MS);
  const releases: Release[] = [{ name: `${major}.1.0`, fromMs: Number.NEGATIVE_INFINITY }];
  let badRelease: BadRelease | undefined;
  // At ten in the morning, as releases go.
  let atMs = Math.floor(fromMs / DAY_MS) * DAY_MS + DAY_MS * (random.whole(3, 12) + 10 / 24);
  for (let minor = 2; atMs < untilMs; minor++) {
    const name = `${major}.${minor}.0`;
    const nextMs = atMs + random.whole(14, 20) * DAY_MS;
    if (bad && !badRelease && atMs + LEAST_DAYS * DAY_MS > badFromMs) {
      const mendedBy = `${major}.${minor}.1`;
      badRelease = { name, fromMs: badFromMs, untilMs: 0, mendedBy };
      badRelease.untilMs = badRelease.fromMs + BAD_DAYS * DAY_MS;
      releases.push({ name, fromMs: badRelease.fromMs }, { name: mendedBy, fromMs: badRelease.untilMs });
      atMs = badRelease.untilMs + random.whole(12, 16) * DAY_MS;
    } else {
      releases.push({ name, fromMs: atMs });
      atMs = nextMs;
    }
  }
  return { releases, badRelease };
};

/** Visitors have what was released last. */
export const releaseAt = (releases: readonly Release[], atMs: number): string => {
  let at = releases.length - 1;
  while (at > 0 && releases[at]!.fromMs > atMs) at--;
  return releases[at]!.name;
};
