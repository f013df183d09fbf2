import type { UserOptions } from '../../../src/options';
import { type Random, seeded } from '../../chaos/random';

const MINUTE = 6e4;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Five surveys as a site would write them: an event, a page, scrolling, a return visit after a while, and samples. */
export const SURVEYS = {
  order: { preset: 'ces', mode: 'journey', trigger: { event: 'order.done' } },
  help: { preset: 'csat', trigger: { url: '/help/**' }, sample: 0.5 },
  guide: { preset: 'csat', trigger: { url: '/guide', scrollPercent: 60 } },
  loyalty: { preset: 'nps', trigger: { visits: 3, delayMs: 30 } },
  search: { preset: 'ces', trigger: [{ event: 'search.done', delayMs: 10 }], sample: 0.6 },
} as unknown as UserOptions['surveys'];

/** The same for everybody: chance decides nothing. */
export const UNSAMPLED = Object.fromEntries(
  Object.entries(SURVEYS as object).map(([name, survey]) => [name, { ...survey, sample: 1 }]),
) as unknown as UserOptions['surveys'];

export type Name = 'order' | 'help' | 'guide' | 'loyalty' | 'search';
export const RELATIONSHIP: Name[] = ['loyalty'];
export const EXCLUDED = '/checkout';
export const PATHS = ['/', '/help/returns', '/guide', '/shop/search', EXCLUDED] as const;
export type Path = (typeof PATHS)[number];
const EVENTS = { nothing: 1, 'order.done': 4, 'search.done': 3 };

/** One page in one tab: what the visitor does there. */
export interface Place {
  path: Path;
  event: 'order.done' | 'search.done' | undefined;
}

/** What becomes of a prompt. `close` is the tab, before anybody can have seen the prompt. */
export type Reaction = 'answer' | 'not_now' | 'look and not_now' | 'never' | 'ignore' | 'close' | 'draft';

export interface PlannedVisit {
  /** ms since the life began. */
  at: number;
  /** From 1. */
  number: number;
  tabs: Place[];
  /** What they do before any prompt: send or leave half a form of the tab, or open the relationship's survey by a link. */
  first: 'nothing' | 'send' | 'draft' | 'link';
  reaction: Reaction;
  /** Later in the same visit, in every tab. */
  again: { waitMs: number; place: Place } | undefined;
  /** The tabs stay open until the next visit, and fire their events before anything else then. */
  stays: boolean;
}

/** Which surveys a page decides about by itself, without and with its event. */
export const fires = ({ path, event }: Place, visit: number): Name[] => [
  ...(path.startsWith('/help/') ? ['help' as const] : []),
  ...(path === '/guide' ? ['guide' as const] : []),
  ...(visit >= 3 ? ['loyalty' as const] : []),
  ...(event === 'order.done' ? ['order' as const] : event ? ['search' as const] : []),
];

const place = (random: Random): Place => {
  const event = random.weighted(EVENTS);
  return { path: random.pick(PATHS), event: event === 'nothing' ? undefined : event };
};

export interface LifeStyle {
  /** How many days in one have visits. */
  busy?: number;
  /** From this part of the life on, whoever is asked says "Don't ask again". */
  neverFrom?: number;
  /** How often something is sent by the tab first, where a visit without it counts 84. */
  sends?: number;
}

/** A visitor's life by its seed. */
export function planLife(
  seed: number,
  days: number,
  { busy = 0.28, neverFrom = 1, sends = 6 }: LifeStyle = {},
): PlannedVisit[] {
  const random = seeded(seed);
  const life: PlannedVisit[] = [];
  for (let day = 0; day < days; day++) {
    if (random.next() >= busy) continue;
    let at = day * DAY + 8 * HOUR + random.below(9 * HOUR);
    for (let left = random.pick([1, 1, 1, 1, 2, 2, 3]); left > 0; left--) {
      const again = random.next() < 0.3 ? { waitMs: MINUTE * (2 + random.below(24)), place: place(random) } : undefined;
      life.push({
        at,
        number: life.length + 1,
        tabs: Array.from({ length: 1 + random.below(3) }, () => place(random)),
        first: random.weighted({ nothing: 84, send: sends, draft: 6, link: 4 }),
        reaction:
          day >= days * neverFrom
            ? 'never'
            : random.weighted({
                answer: 5,
                not_now: 4,
                'look and not_now': 2,
                never: 0,
                ignore: 4,
                close: 2,
                draft: 2,
              }),
        again,
        stays: random.next() < 0.3,
      });
      // the next one may come soon after this one is over
      at += (again?.waitMs ?? 0) + MINUTE * (35 + random.below(120));
    }
  }
  return life;
}
