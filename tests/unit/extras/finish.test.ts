// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { createFinish } from '../../../src/extras/finish';
import { makeRecord } from '../../../src/make-record';
import { markOf } from '../../../src/privacy/mark';
import { fakeTab } from './fake-engine';

const WHO = { userKey: 'u-1', segment: 'new', traits: { plan: 'pro' } };

it.each([
  ['granted', { anonId: 'anon-1', ...WHO }],
  ['pending', { userKey: 'u-1', segment: 'new' }],
  ['denied', { userKey: 'u-1', segment: 'new' }],
] as const)('a record of consent %s says who speaks as far as the consent of now allows', async (consent, who) => {
  // the id was loaded by a consent that held a moment ago
  const { engine } = fakeTab(undefined, { consent });
  const at = Date.now();
  const filled = { survey: { id: 'api', version: '1' }, mode: 'always_on', locale: 'en', answers: [], startedAtMs: at };
  const made = makeRecord('id-1', 'submission', at, filled as never, { trigger: 'api' }, engine.settings);
  const finished = await createFinish(engine)(WHO, 'anon-1', made);
  expect(JSON.parse(JSON.stringify(finished!.record.respondent))).toEqual(who);
});

it('a receipt knows whose words it is of and what was chosen, whatever `beforeSend` takes out', async () => {
  for (const answers of [[{ question: 'q', type: 'scale', label: 'Bad', value: 1, prompt: '' }]]) {
    const { engine } = fakeTab(undefined, {
      beforeSend: (record: object) => ({ ...record, respondent: {} }),
    });
    const filled = { survey: { id: 'api', version: '1' }, mode: 'always_on', locale: 'en', answers };
    const made = makeRecord(
      'id-1',
      'submission',
      1e12,
      { ...filled, startedAtMs: 1e12 } as never,
      { trigger: 'api' },
      engine.settings,
    );
    const { note, record } = (await createFinish(engine)(WHO, undefined, made))!;
    expect(note).toEqual({ at: 1e12, said: 'Bad', who: markOf('u-1') });
    expect(JSON.stringify(record)).not.toContain('u-1');
  }
});
