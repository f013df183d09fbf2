import { expect, test } from 'vitest';
import { parseSurveyInput } from '../../../src/contract';
import type { Survey } from '../../../src/contract/types';
import { createFeedback, defineSurvey } from '../../../src/index';

const base: Survey = {
  id: 'journey',
  version: '1',
  mode: 'journey',
  title: 'Your order',
  questions: [
    { id: 'goal', type: 'boolean', prompt: 'Did you find it?' },
    { id: 'why', type: 'text', prompt: 'Why?' },
  ],
};
const gated = { link: { label: 'Review us', url: 'https://www.trustpilot.com/review/x' } };

test('a survey that fits together is returned as it is, with ready questions and as a changed preset too', () => {
  expect(defineSurvey(base)).toBe(base);
  const ready = { ...base, questions: [{ id: 'rate', ready: 'ces' as const }, ...base.questions] };
  expect(defineSurvey(ready)).toBe(ready);
  const preset = { preset: 'nps' as const, reviewLink: { label: 'Review us', url: 'https://g.page/x' } };
  expect(defineSurvey(preset)).toBe(preset);
});

test('all that does not fit is refused at once, each with its path', () => {
  const pages = [
    { id: 'first', questions: ['goal'], next: [{ to: 'first' }] },
    { id: 'second', questions: ['why'], next: [{ to: 'nowhere' }] },
  ];
  expect(() => defineSurvey({ ...base, pages })).toThrow(
    [
      'Earshot: survey "journey" is refused',
      '  pages[0].next[0].to: "first" would follow itself for ever',
      '  pages[1].next[0].to: there is no page and no end "nowhere"',
    ].join('\n'),
  );
});

test('a review link that depends on an answer is refused, in a preset as well, also by the contract', () => {
  const why = 'ends[0].link.url: leads to a public review: write it as "reviewLink" of the survey';
  const when = { answer: 'goal', eq: true };
  expect(() => defineSurvey({ ...base, ends: [{ id: 'happy', when, ...gated }] })).toThrow(why);
  const preset = { preset: 'nps' as const, ends: [{ id: 'happy', when: { answer: 'nps', gte: 9 }, ...gated }] };
  expect(() => defineSurvey(preset)).toThrow(why);
  const parsed = parseSurveyInput(preset);
  expect(parsed.ok ? 'taken' : parsed.message).toContain('leads to a public review');
});

test('names of a changed preset are looked at, and what it says has a code', () => {
  expect(() => defineSurvey({ preset: 'nps', ends: [{ id: 'a' }, { id: 'a' }] })).toThrow(
    expect.objectContaining({
      code: 'survey',
      message: 'Earshot: survey "nps" is refused\n  ends[1].id: "a" is used twice among pages and ends',
    }),
  );
});

test('at runtime nothing throws: what an option holds is looked at by the form', () => {
  const pages = [{ id: 'first', questions: ['goal'], next: [{ to: 'first' }] }];
  expect(() => createFeedback({ endpoint: '/v1', project: 'p', surveys: { x: { ...base, pages } } })).not.toThrow();
});
