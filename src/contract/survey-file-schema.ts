import { z } from 'zod';
import { question } from './questions';
import { readyQuestion } from './questions/ready';
import { changedPreset, presetName, survey } from './survey';

type Json = { [key: string]: unknown };

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Editors mark what is misspelt only where nothing else may stand. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (!isJson(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strict(one)]));
  return isJson(inner['properties']) && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

const choose = (test: Json, yes: Json, no: Json): Json => ({
  if: test,
  // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
  then: yes,
  else: no,
});

/**
 * JSON Schema of a file of surveys, `{ "surveys": { "name": … } }`, for editors: draft-07, because that is what they read.
 * Stricter than what a page takes, and less than `earshot survey` finds: nothing that hangs on two places.
 */
export function surveyFileSchema(): object {
  const definitions: Json = {};
  const made = (schema: z.ZodType): Json => {
    const {
      $schema: _,
      definitions: own,
      ...rest
    } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as Json;
    Object.assign(definitions, own);
    return rest;
  };
  const whole = made(survey);
  const properties = whole['properties'] as Json;
  const ready = { type: 'object', required: ['ready'] };
  const preset = { type: 'object', required: ['preset'] };
  const questions = { ...(properties['questions'] as Json), items: { $ref: '#/definitions/question' } };
  Object.assign(definitions, {
    question: choose(ready, made(readyQuestion), made(question)),
    survey: { ...whole, properties: { ...properties, questions }, required: ['questions'] },
    preset: made(changedPreset),
    name: made(presetName),
  });
  const at = (name: string): Json => ({ $ref: `#/definitions/${name}` });
  const either = choose({ type: 'string' }, at('name'), choose(preset, at('preset'), at('survey')));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:earshot:v1:surveys',
    title: 'A file of surveys, as the option "config" reads it.',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      surveys: { type: 'object', minProperties: 1, additionalProperties: either },
    },
    required: ['surveys'],
    additionalProperties: false,
    definitions: strict(definitions),
  };
}
