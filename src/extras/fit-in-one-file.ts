import type { Scalar } from '../contract/types';
import type { fitRecord as FitRecord } from './fit';

/**
 * What a host knows, as JSON can always say it: values that are no plain ones are left out, and long text is cut. A cart
 * with a cycle in it must not cost the visitor's words.
 */
const plain = (map: object | undefined): { [key: string]: Scalar } | undefined =>
  map &&
  Object.fromEntries(
    Object.entries(map)
      .filter(([, value]) => Object(value) !== value && typeof value !== 'bigint')
      .map(([key, value]) => [key, value?.slice?.(0, 200) ?? value]),
  );

/**
 * In place of fit.ts in `earshot.full.js`: what a host hands over travels as it is, as long as it is plain. Who reads a
 * record mends it (`contract/README.md`), so that it costs itself and never the words beside it.
 */
export const fitRecord: typeof FitRecord = (record) => ({
  record: {
    ...record,
    data: plain(record.data),
    respondent: { ...record.respondent, traits: plain(record.respondent?.traits) },
  },
  wrong: [],
});
