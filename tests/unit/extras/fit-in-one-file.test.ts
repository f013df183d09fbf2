import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../../src/contract';
import type { FeedbackRecord } from '../../../src/contract/types';
import { fitRecord } from '../../../src/extras/fit-in-one-file';
import { misfit } from '../../../widget/misfit-in-one-file';
import { sample } from '../contract/sample';

describe('In one file', () => {
  it("what a host hands over costs itself and never the visitor's words: cycles, BigInts, depth and size included", () => {
    const cart: { [key: string]: unknown } = { items: 1 };
    cart['cart'] = cart;
    let deep: unknown = 1;
    for (let depth = 0; depth < 50; depth++) deep = { deep };
    const data = { cart, big: 1n, deep, state: 'x'.repeat(40_000), plan: 'pro', seats: 3, trial: false, none: null };
    const { record } = fitRecord({ ...sample, data, respondent: { traits: data } } as unknown as FeedbackRecord);
    const kept = { state: 'x'.repeat(200), plan: 'pro', seats: 3, trial: false, none: null };
    const read = parseRecord(JSON.parse(JSON.stringify(record)));
    expect(read).toMatchObject({ ok: true, record: { data: kept, respondent: { traits: kept } } });
    expect(JSON.stringify(record).length).toBeLessThan(4_000);
  });

  it('a survey that cannot be shown is refused, and one that can is not', () => {
    const scale = { type: 'scale', id: 'a', scale: { min: 1, max: 5 }, labels: ['no', 'yes'], bands: {} };
    const survey = (questions: unknown) => ({ id: 'own', version: '1', questions }) as never;
    for (const questions of [undefined, [], 'x', [null], [{ ...scale, scale: undefined }]])
      expect(misfit(survey(questions)), JSON.stringify(questions)).toBe('wrong questions');
    expect(misfit(survey([{ id: 'a', type: 'choice', options: 'x' }]))).toBe('wrong questions');
    expect(misfit(survey(Array.from({ length: 21 }, (_, at) => ({ id: `${at}`, type: 'text' }))))).toBe(
      'wrong questions',
    );
    expect(misfit(survey([scale, { id: 'b', type: 'text' }, { id: 'c', type: 'choice', options: [] }]))).toBe(
      undefined,
    );
  });
});
