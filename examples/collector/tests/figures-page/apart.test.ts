import { describe, expect, it } from 'vitest';
import type { Answer, FeedbackRecord } from '../../src/contract';
import { batch, ces, record } from '../support/records';
import { NOW, useReport, visible } from '../support/report';

const { newProject } = useReport();
const DAY_MS = 86_400_000;

/** So many answers that are given so many days before now. */
const given = (n: number, daysAgo: number, answer: Partial<Answer>, more: Partial<FeedbackRecord> = {}) =>
  Array.from({ length: n }, () => {
    const base = record({ ...more, answers: [ces(6, { label: 'Agree', ...answer })] });
    return { ...base, time: { ...base.time, createdAt: new Date(NOW - daysAgo * DAY_MS - 1_000).toISOString() } };
  });

const ko = (n: number, daysAgo: number) =>
  given(n, daysAgo, { wording: 'k1', label: '동의', prompt: '쉬웠나요?' }, { locale: 'ko' });

/** Sends each list when its answers are given. */
const sending = async (...lists: [daysAgo: number, records: FeedbackRecord[]][]) => {
  let nowMs = NOW - lists[0]![0] * DAY_MS;
  const { name, page, collector } = await newProject(lists[0]![1], () => nowMs);
  await page(`/report/p/${name}`);
  for (const [daysAgo, records] of lists.slice(1)) {
    nowMs = NOW - daysAgo * DAY_MS;
    const sentAt = new Date(nowMs).toISOString();
    for (const one of records) await collector.post(batch([one], { project: name, sentAt }));
    await page(`/report/p/${name}`);
  }
  return async (query = '') => visible(await page(`/report/p/${name}${query}`));
};

describe('two wordings of one question', () => {
  it('are said to have changed in the language that changed, while the others go on under the first', async () => {
    const overview = await sending(
      [20, [...given(12, 20, { wording: 'a1' }), ...ko(12, 20)]],
      [0, [...given(12, 0, { wording: 'b2', label: 'I agree' }), ...ko(11, 0)]],
    );
    const text = await overview();
    expect(text).toContain('with the label “I agree” instead of “Agree” in English since 22 Nov 2026 (n = 12)');
    expect(text).toContain(
      'with the label “Agree” instead of “I agree” in English until 2 Nov 2026 (n = 35, 12 in English)',
    );
    // Of these days none is in the language whose wording is told.
    expect(await overview('?period=7')).toContain('until 2 Nov 2026 (n = 11, none in English)');
  });

  it('of several languages say so of all', async () => {
    const overview = await sending(
      [20, [...given(12, 20, { wording: 'a1' }), ...ko(11, 20)]],
      [
        0,
        [
          ...given(12, 0, { wording: 'b2', label: 'I agree' }),
          ...given(11, 0, { wording: 'k2', label: '네', prompt: '쉬웠나요?' }, { locale: 'ko' }),
        ],
      ],
    );
    expect(await overview()).toContain('in English since 22 Nov 2026, also changed in Korean (n = 23, 12 in English)');
  });

  it('that were both asked in the same days have no day since when', async () => {
    const overview = await sending(
      [20, given(12, 20, { wording: 'a1' })],
      [10, given(12, 10, { wording: 'b2', label: 'I agree' })],
      [0, given(1, 0, { wording: 'a1' })],
    );
    const text = await overview();
    expect(text).toContain('with the label “I agree” instead of “Agree” (n = 12)');
    expect(text).toContain('with the label “Agree” instead of “I agree” (n = 13)');
    expect(text).not.toMatch(/(since|until) \d/);
  });

  it('share their response rate, and both say so; so do channels', async () => {
    const agreed = { consent: { state: 'granted' as const, contact: false } };
    const seen = Array.from({ length: 90 }, () => record({ ...agreed, kind: 'impression', answers: [] }));
    const { name, page } = await newProject([
      ...given(12, 0, { wording: 'a1' }, agreed),
      ...given(12, 0, { wording: 'b2', label: 'I agree' }, agreed),
      ...seen,
    ]);
    const text = visible(await page(`/report/p/${name}`));
    expect(text.match(/Response rate of both wordings 27 %/g)).toHaveLength(2);
    const other = await newProject([
      ...given(12, 0, {}, agreed),
      ...given(12, 0, {}, { ...agreed, channel: 'employee' }),
      ...seen,
    ]);
    expect(visible(await other.page(`/report/p/${other.name}`))).toContain('Response rate of all channels 27 %');
    const single = await newProject([...given(12, 0, {}, agreed), ...seen]);
    expect(visible(await single.page(`/report/p/${single.name}`))).toContain('Response rate 13 %');
  });
});

describe('one wording with names filled in', () => {
  it('is not said to be worded differently where another name stands in it', async () => {
    const { name, page } = await newProject([
      ...given(12, 9, { wording: 'a1', prompt: 'How easy was it with cards?' }),
      ...given(12, 0, { wording: 'a1', prompt: 'How easy was it with savings?' }, { channel: 'employee' }),
    ]);
    const text = visible(await page(`/report/p/${name}`));
    expect(text).toContain('counted apart: from the channel employee (n = 12)');
    expect(text).toContain('counted apart: from the channel web (n = 12)');
  });

  it('nor where the label that changed explains the two hashes', async () => {
    const overview = await sending(
      [20, given(12, 20, { wording: 'a1', prompt: 'How easy was it with cards?' })],
      [0, given(12, 0, { wording: 'b2', label: 'I agree', prompt: 'How easy was it with savings?' })],
    );
    const text = await overview();
    expect(text).toContain('counted apart: with the label “I agree” instead of “Agree” since 22 Nov 2026 (n = 12)');
  });
});
