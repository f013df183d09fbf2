import type { News, NewsDesk } from '../../../src/survey/panel-host';

const at = Date.UTC(2026, 10, 20, 9);
const day = 864e5;
const rfc = (days: number) => new Date(at - days * day).toISOString();

/** Every state that an own submission can be in, and changes with and without a link, in the page's language and another. */
export const NEWS: News = {
  asOf: at,
  own: [
    { id: 'a', at, said: 'Bad', state: 'waiting', updates: [], fresh: false },
    {
      id: 'b',
      at: at - day,
      said: 'Somewhat disagree',
      state: 'answered',
      reply: {
        at: rfc(0),
        text: 'Thank you for telling us. The table of sizes opens on phones again.\n\nDo write if it does not: AVeryLongWordThatNobodyWouldWriteButThatHasToFitSomehowAllTheSameOnAPhone.',
      },
      updates: [],
      fresh: true,
    },
    {
      id: 'c',
      at: at - 9 * day,
      said: '7',
      state: 'resolved',
      reply: { at: rfc(8), text: '고맙습니다. 고쳤습니다.' },
      updates: ['v'],
      fresh: false,
    },
    { id: 'd', at: at - 20 * day, state: 'read', updates: [], fresh: false },
    { id: 'e', at: at - 21 * day, state: 'received', updates: [], fresh: false },
    { id: 'f', at: at - 22 * day, said: 'Good', state: 'refused', updates: [], fresh: false },
    { id: 'g', at: at - 99 * day, state: 'unknown', updates: [], fresh: false },
  ],
  changes: [
    {
      id: 'u',
      at: rfc(1),
      title: 'Sizes can be read on phones',
      text: 'You said that the table of sizes could not be read on a phone.\nNow each size stands in a line of its own.',
      url: 'https://example.com/sizes',
      locale: 'en',
      fresh: true,
    },
    { id: 'v', at: rfc(5), title: '결제 단계가 짧아졌습니다', text: '', url: undefined, locale: 'ko', fresh: false },
  ],
};

/** Hands out what is written above, or nothing of it; `heard`: whether the collector answers. */
export const newsDesk = (heard: boolean, some = true): NewsDesk => ({
  some: true,
  fresh: some,
  look: async () => (some ? NEWS : { own: [], changes: [], asOf: 0 }),
  ask: async () => heard,
  seen() {},
});
