import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstState, nextState, type PanelEvent, type PanelState } from '../../../widget/panel-state';

const question = fc.constantFrom('ces', 'comment', 'category');
const value = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.string(), fc.array(fc.string()), fc.constant(undefined));
const delivery = fc.constantFrom('sending', 'sent', 'waiting', 'refused');
const outcome = fc.oneof(
  fc.record({ ok: fc.constant(true as const), id: fc.constant('1'), kept: fc.constantFrom('device', 'memory') }),
  fc.record({ ok: fc.constant(false as const), code: fc.constantFrom('too_large', 'blocked', 'error') }),
);

const event: fc.Arbitrary<PanelEvent> = fc.oneof(
  fc.constant<PanelEvent>({ is: 'open' }),
  fc.record({ is: fc.constant('answer' as const), question, value, ms: fc.nat() }),
  fc.record({
    is: fc.constant('contact' as const),
    mends: fc.constantFrom(':email', ':agreed'),
    fields: fc.oneof(fc.record({ email: fc.string(), wantsReply: fc.boolean() }), fc.record({ agreed: fc.boolean() })),
  }),
  fc.record({
    is: fc.constant('send' as const),
    problems: fc.oneof(fc.constant({}), fc.constant({ ces: 'nothing' as const })),
  }),
  fc.record({
    is: fc.constant('outcome' as const),
    finding: outcome,
    textQuestion: fc.constant('comment'),
  }) as fc.Arbitrary<PanelEvent>,
  fc.record({ is: fc.constant('delivery' as const), state: delivery }) as fc.Arbitrary<PanelEvent>,
  fc.constant<PanelEvent>({ is: 'settled' }),
  fc.constant<PanelEvent>({ is: 'copied' }),
);

/** Runs a property over every step of any sequence of events. */
const always = (holds: (before: PanelState, event: PanelEvent, after: PanelState) => void) =>
  fc.assert(
    fc.property(
      fc.constantFrom('invite' as const, 'form' as const),
      fc.array(event, { maxLength: 40 }),
      (phase, events) => {
        let state = firstState(phase, { values: { comment: 'from the draft' } });
        for (const it of events) {
          const next = nextState(state, it);
          holds(state, it, next);
          state = next;
        }
      },
    ),
    { numRuns: 500 },
  );

test('nothing but the visitor typing there changes a text: a changed rating never erases it', () =>
  always((before, it, after) => {
    if (it.is === 'answer' && it.question === 'comment') return;
    expect(after.values['comment']).toBe(before.values['comment']);
  }));

test('"sent" stands only after an ack, and only for words that were kept (MEASUREMENT, honest states)', () =>
  always((before, it, after) => {
    if (after.delivery !== 'sent') return;
    expect(after.kept).toBeDefined();
    expect(before.delivery === 'sent' || (it.is === 'delivery' && it.state === 'sent')).toBe(true);
  }));

test('an ack is never taken back', () =>
  always((before, _it, after) => {
    if (before.delivery === 'sent') expect(after.delivery).toBe('sent');
  }));

test('the thanks are shown only for words that were kept', () =>
  always((_before, _it, after) => {
    if (after.phase === 'done') expect(after.kept).toBeDefined();
  }));

test('what was kept is frozen: no answer changes after Send', () =>
  always((before, _it, after) => {
    if (before.phase === 'busy' || before.phase === 'done') expect(after.values).toEqual(before.values);
  }));

test('a failure puts the form back with a message and every word in it', () =>
  always((before, it, after) => {
    if (it.is !== 'outcome' || it.finding.ok || before.phase !== 'busy' || before.kept) return;
    expect(after.phase).toBe('form');
    expect(after.values).toEqual(before.values);
    expect(Object.values(after.problems)).toEqual([it.finding.code === 'too_large' ? 'tooLong' : 'failed']);
  }));

test('a prompt takes no answer before it was opened', () =>
  always((before, _it, after) => {
    if (before.phase === 'invite' && after.phase === 'invite') expect(after).toEqual(before);
  }));

test('within the settle time "sending" changes nothing on the screen, and an ack ends the wait at once', () => {
  let state = nextState(firstState('form', undefined), { is: 'send', problems: {} });
  state = nextState(state, { is: 'outcome', finding: { ok: true, id: '1', kept: 'device' }, textQuestion: 'comment' });
  expect(nextState(state, { is: 'delivery', state: 'sending' }).phase).toBe('busy');
  expect(nextState(state, { is: 'delivery', state: 'sent' }).phase).toBe('done');
  expect(nextState(state, { is: 'settled' }).phase).toBe('done');
});

test('the state of the reducer is new and the old one is left as it was', () => {
  const state = Object.freeze(firstState('form', { values: Object.freeze({ ces: 3 }) as never }));
  expect(nextState(state, { is: 'answer', question: 'ces', value: undefined, ms: 1 }).values).toEqual({});
  expect(state.values).toEqual({ ces: 3 });
});
