import type { FeedbackRecord } from '../../src/contract';
import { createRandom } from '../../src/sample/random';
import { newId, record, words } from '../support/records';

/** One submission as a program sends it. */
export interface BotSubmission {
  /** What kind of program it is. */
  kind: string;
  record: FeedbackRecord & { website?: string };
  address: string;
}

const SUBJECTS = ['backlinks', 'crypto signals', 'replica watches', 'casino bonuses', 'cheap pills', 'guest posts'];
const VERBS = ['Boost', 'Grow', 'Double', 'Discover', 'Claim', 'Unlock'];
const TAILS = ['today only', 'without risk', 'for your business', 'in 24 hours', 'with our team', 'before it ends'];

/** Programs that post to forms, of the kinds that form owners describe. The last kind is written to be missed. */
export const bots = (seed: string): BotSubmission[] => {
  const random = createRandom(seed);
  const pitch = () =>
    `${random.pick(VERBS)} ${random.pick(SUBJECTS)} ${random.pick(TAILS)} ${random.bits().toString(36)}`;
  const host = () => `https://${random.bits().toString(36)}.example/${random.bits().toString(36)}`;
  const address = () => `203.0.${random.whole(0, 255)}.${random.whole(1, 254)}`;
  const make = (
    kind: string,
    text: string,
    more: { durationMs?: number; website?: string; address?: string } = {},
  ): BotSubmission => {
    const made = record({ id: newId(), trigger: 'visitor', answers: [words(text)] });
    return {
      kind,
      address: more.address ?? address(),
      record: {
        ...made,
        time: { ...made.time, durationMs: more.durationMs ?? random.whole(8_000, 60_000) },
        ...(more.website && { website: more.website }),
      },
    };
  };
  const many = (count: number, one: (index: number) => BotSubmission) =>
    Array.from({ length: count }, (_, index) => one(index));
  const chain = `${pitch()}: our experts bring your site to the first page of every search engine`;
  return [
    ...many(30, () => make('lists of links', `${pitch()} ${host()} ${host()} ${host()}`)),
    ...many(30, () =>
      make(
        'links as markup',
        random.chance(0.5) ? `<a href="${host()}">${pitch()}</a>` : `[url=${host()}]${pitch()}[/url]`,
      ),
    ),
    ...many(40, () => make('fills in every field', `${pitch()} ${host()}`, { website: host() })),
    ...many(40, () => make('sends at once', `${pitch()} ${pitch()}`, { durationMs: random.whole(0, 400) })),
    ...many(30, (index) =>
      make('repeats itself, with another number', `Your invoice ${index} is waiting for payment`, {
        address: '198.51.100.7',
      }),
    ),
    ...many(30, () => make('repeats itself, from everywhere', chain)),
    ...many(10, () => make('looks like a person', `Hello, I can ${pitch()}. See ${host()}`)),
  ];
};
