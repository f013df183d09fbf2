import { expect, it } from 'vitest';
import type { Engine, EventDetail, EventName } from '../../../src/engine';
import { traceSteps } from '../../../src/extras/trace';

/** What the console would say of these steps. */
const traced = (debug: boolean) => {
  const said: string[] = [];
  const told: string[] = [];
  let hear: ((detail: EventDetail, name: EventName) => void) | undefined;
  const engine = {
    settings: { debug },
    tell: (id: string, state: string) => void told.push(`${id} ${state}`),
  } as unknown as Engine;
  traceSteps(
    engine,
    {
      debug: (text) => void said.push(text),
      on(_name, listener) {
        hear = listener;
        return () => true;
      },
    },
    new Promise(() => {}),
  );
  engine.tell('r1', 'sending');
  engine.tell('r1', 'waiting');
  engine.tell('r1', 'sent');
  for (const name of ['saved', 'sent', 'rejected', 'expired', 'evicted', 'cleared', 'shown'] as const)
    hear?.({ id: 'r1' }, name);
  hear?.({}, 'sent');
  return { said, told };
};

it('with debug each step of a record is said once, with the rule that it followed', () => {
  const { said, told } = traced(true);
  expect(said.map((line) => line.replace(/^r1 /, ''))).toEqual([
    'on its way (Q5: under a lease)',
    'waits (Q8, Q9: it is tried again)',
    'saved (Q1: its transaction is complete)',
    'left the queue (Q2, Q4: acked by its id)',
    'left the queue (Q2, Q7: refused, and kept aside)',
    'left the queue (Q2, Q8: too old)',
    'left the queue (Q2, Q11: no room)',
    'left the queue (Q2: erased)',
  ]);
  expect(told).toEqual(['r1 sending', 'r1 waiting', 'r1 sent']);
});

it('without debug nothing is said, and forms are told as ever', () => {
  expect(traced(false)).toEqual({ said: [], told: ['r1 sending', 'r1 waiting', 'r1 sent'] });
});

const listening = { debug: () => {}, on: () => () => true };
const wrong = { wrong: { preset: 'ces', version: '', trigger: { event: 'x' } }, fine: { preset: 'nps' } };

it('with debug all surveys are checked once the file is there, each with the path of what is wrong', async () => {
  const emitted: EventDetail[] = [];
  const engine = {
    settings: { debug: true, surveys: {} },
    signal: new AbortController().signal,
    emit: (_name: EventName, detail: EventDetail) => void emitted.push(detail),
  } as unknown as Engine;
  const configured = Promise.resolve().then(() => void Object.assign(engine.settings, { surveys: wrong }));
  traceSteps(engine, listening, configured);
  await expect
    .poll(() => emitted)
    .toEqual([{ code: 'survey', message: 'survey "wrong": version: must be a text of 1 to 64 characters' }]);
});
