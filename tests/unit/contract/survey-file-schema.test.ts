import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { surveyFileSchema } from '../../../src/contract';

const valid = new Ajv({ strict: false, allErrors: true }).compile(surveyFileSchema());
const check = (json: unknown) => (valid(json) ? '' : JSON.stringify(valid.errors?.[0]));
const why = { id: 'why', type: 'text', prompt: 'Why?' };
const survey = (change: object) => ({ surveys: { a: { questions: [why], ...change } } });
const ask = (question: object) => survey({ questions: [question] });

describe('the JSON Schema of a file of surveys', () => {
  it.each([
    ...readdirSync('examples/surveys')
      .filter((name) => name.endsWith('.json'))
      .map((name) => `examples/surveys/${name}`),
    'examples/gallery/public/surveys.json',
  ])('accepts %s', (file) => {
    expect(check(JSON.parse(readFileSync(file, 'utf8')))).toBe('');
  });

  it('accepts presets, changed ones, ready questions, and a survey of which only the questions are said', () => {
    const node = { $schema: './node_modules/earshot/dist/schema/surveys.json' };
    expect(check({ ...node, surveys: { a: 'ces', b: { preset: 'nps', sample: 0.1 } } })).toBe('');
    expect(check(ask({ id: 'a', ready: 'ces', required: true }))).toBe('');
    expect(
      check(survey({ title: { en: 'A', ko: '가' }, ends: [{ id: 'x', when: { not: { data: 'a', eq: 1 } } }] })),
    ).toBe('');
  });

  it.each<[string, unknown]>([
    ['no surveys', {}],
    ['another option of the page', { ...survey({}), quietDays: 3 }],
    ['a preset that there is not', { surveys: { a: 'cess' } }],
    ['questions beside a preset', { surveys: { a: { preset: 'ces', questions: [why] } } }],
    ['a misspelt key of a survey', survey({ samples: 0.1 })],
    ['a misspelt key of a question', ask({ ...why, requird: true })],
    ['a type that there is not', ask({ ...why, type: 'radio' })],
    ['a prompt beside a ready question', ask({ id: 'a', ready: 'ces', prompt: 'Hm?' })],
    ['one option', ask({ ...why, type: 'choice', options: [{ id: 'a', label: 'A' }] })],
    ['a misspelt comparison', survey({ target: { data: 'plan', equals: 'pro' } })],
    ['a misspelt key deep inside', survey({ target: { all: [{ not: { data: 'plan', eqq: 'pro' } }] } })],
    ['a sample in percent', survey({ sample: 25 })],
    ['a trigger without its unit', survey({ trigger: [{ delay: 3 }] })],
    ['a jump without a target', survey({ pages: [{ id: 'p', questions: ['why'], next: [{}] }] })],
  ])('refuses %s', (_, json) => {
    expect(check(json)).not.toBe('');
  });
});
