import { describe, expect, it } from 'vitest';
import { createAppend, type Publish } from '../../src/log/append';
import { record } from '../support/records';

const entry = { project: 'shop', receivedAtMs: 1, skewMs: 0, signals: '', record: record() };

/** What became of an entry whose publications are answered so, one after the other, and the ids under which they were made. */
const appended = async (answers: ({ duplicate: boolean; seq: number } | Error)[], isUp = true) => {
  const ids: string[] = [];
  const publish: Publish = async (id) => {
    ids.push(id);
    const answer = answers.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { outcome: await createAppend(publish, () => isUp)(entry), ids };
};
const refusal = (code: number) => Object.assign(new Error('refused'), { code });

describe('a record goes into the log', () => {
  it('under an id of its project and its own, so that the log knows it again', async () => {
    expect(await appended([{ duplicate: false, seq: 7 }])).toEqual({
      outcome: 'logged',
      ids: [`shop ${entry.record.id}`],
    });
    expect((await appended([{ duplicate: true, seq: 7 }])).outcome).toBe('duplicate');
  });

  it('and is promised only when it has a place there: an answer that it was seen before is not enough (Q4)', async () => {
    const { outcome, ids } = await appended([
      { duplicate: true, seq: 0 },
      { duplicate: false, seq: 9 },
    ]);
    expect(outcome).toBe('logged');
    expect(new Set(ids).size).toBe(2);
    expect(
      (
        await appended([
          { duplicate: true, seq: 0 },
          { duplicate: true, seq: 0 },
        ])
      ).outcome,
    ).toBe('log_unavailable');
  });

  it.each([
    ['no majority of the servers answers', new Error('timeout'), 'log_unavailable'],
    ['it has all the bytes that it may have', refusal(10077), 'log_full'],
    ['the servers have no room', refusal(10047), 'log_full'],
    ['the stream is gone', refusal(10059), 'log_unavailable'],
  ])('or not, where %s', async (_, error, outcome) => {
    expect((await appended([error])).outcome).toBe(outcome);
  });

  it('or not, without a connection: it is not even tried, since it would be sent when the connection is back', async () => {
    expect(await appended([{ duplicate: false, seq: 1 }], false)).toEqual({ outcome: 'log_unavailable', ids: [] });
  });
});
