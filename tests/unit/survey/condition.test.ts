import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition } from '../../../src/contract/types';
import { type Facts, holds } from '../../../src/survey/condition';

const facts: Facts = {
  answers: {
    effort: 3,
    reasons: ['price', 'speed'],
    goal: ['buy'],
    comment: 'Die Straße ist gesperrt',
    agreed: false,
    born: '2026-05-01',
    order: ['b', 'a', 'c'],
    rated: { staff: 'good', price: 'bad' },
  },
  context: { 'device.type': 'phone', 'viewport.width': 390, online: true, release: undefined },
  data: { plan: 'pro', orders: 0, note: null },
  traits: { seats: 12 },
};
const is = (condition: Condition) => holds(condition, facts, (id) => id === 'order');

test('eq, in, lt and gte compare numbers, texts and dates as they are', () => {
  expect(is({ answer: 'effort', eq: 3 })).toBe(true);
  expect(is({ answer: 'effort', eq: '3' })).toBe(false);
  expect(is({ answer: 'effort', in: [1, 2, 3] })).toBe(true);
  expect(is({ answer: 'effort', lt: 3 })).toBe(false);
  expect(is({ answer: 'effort', gte: 3 })).toBe(true);
  expect(is({ answer: 'effort', gte: 2, lt: 4 })).toBe(true);
  expect(is({ answer: 'effort', gte: 2, lt: 3 })).toBe(false);
  expect(is({ answer: 'born', lt: '2026-05-02' })).toBe(true);
  expect(is({ answer: 'born', gte: '2026-05-02' })).toBe(false);
  expect(is({ answer: 'born', lt: 5 })).toBe(false);
  expect(is({ answer: 'agreed', eq: false })).toBe(true);
});

test('of a choice, eq is this option alone, in is one of these, contains is this one among others', () => {
  expect(is({ answer: 'reasons', eq: 'price' })).toBe(false);
  expect(is({ answer: 'goal', eq: 'buy' })).toBe(true);
  expect(is({ answer: 'reasons', in: ['speed', 'staff'] })).toBe(true);
  expect(is({ answer: 'reasons', contains: 'price' })).toBe(true);
  expect(is({ answer: 'reasons', contains: 'pri' })).toBe(false);
});

test('a text contains another in any case', () => {
  expect(is({ answer: 'comment', contains: 'STRASSE' })).toBe(false);
  expect(is({ answer: 'comment', contains: 'GESPERRT' })).toBe(true);
});

test('of a ranking what stands first is compared; of a matrix one row', () => {
  expect(is({ answer: 'order', eq: 'b' })).toBe(true);
  expect(is({ answer: 'order', in: ['a', 'c'] })).toBe(false);
  expect(is({ answer: 'rated', row: 'staff', eq: 'good' })).toBe(true);
  expect(is({ answer: 'rated', row: 'delivery', answered: true })).toBe(false);
  expect(is({ answer: 'effort', row: 'staff', answered: true })).toBe(false);
});

test('of what is not there only "answered: false" holds; zero and no are answers', () => {
  const absent: Condition[] = [
    { answer: 'x' },
    { data: 'note' },
    { context: 'release' },
    { trait: 'x' },
    { data: 'x' },
  ];
  for (const subject of absent) {
    expect(is({ ...subject, answered: false })).toBe(true);
    expect(is({ ...subject, answered: true })).toBe(false);
    for (const compared of [{ eq: '' }, { in: ['a'] }, { lt: 9 }, { gte: 0 }, { contains: 'a' }])
      expect(is({ ...subject, ...compared })).toBe(false);
  }
  expect(is({ data: 'orders', answered: true })).toBe(true);
  expect(is({ answer: 'agreed', answered: true })).toBe(true);
});

test('names that every object has are nobody’s answer', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    for (const subject of [{ answer: name }, { data: name }, { trait: name }])
      expect(is({ ...subject, answered: true })).toBe(false);
});

test('all, any and not are those of logic', () => {
  const condition = fc.constantFrom<Condition>(
    { answer: 'effort', eq: 3 },
    { answer: 'effort', eq: 4 },
    { data: 'plan', eq: 'pro' },
    { trait: 'seats', lt: 3 },
  );
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 5 }), (list) => {
      expect(is({ all: list })).toBe(list.every(is));
      expect(is({ any: list })).toBe(list.some(is));
      expect(is({ not: { all: list } })).toBe(is({ any: list.map((one) => ({ not: one })) }));
      expect(is({ not: { not: list[0]! } })).toBe(is(list[0]!));
    }),
  );
});
