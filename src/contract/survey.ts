import { z } from 'zod';
import { key, locale, map, text, token } from './fields';
import { LIMITS } from './limits';
import { journey, mode } from './record';
import { metric, scaleMeaning } from './scale';

const id = token(LIMITS.id, 1);

/** Text in one language, or by language tag. */
const words = (max: number) =>
  z.union([
    text(max, 1),
    map(LIMITS.locale, LIMITS.items, text(max, 1)).refine(
      (byTag) => Object.keys(byTag).length > 0 && Object.keys(byTag).every((tag) => locale.safeParse(tag).success),
      'must have at least one text, by BCP 47 language tag',
    ),
  ]);
const prompt = words(LIMITS.prompt);
const label = words(LIMITS.label);
const required = z.boolean().optional();

const scaleQuestion = z
  .object({
    id,
    type: z.literal('scale'),
    metric,
    scale: scaleMeaning,
    look: z.enum(['list', 'numbers', 'faces']),
    prompt,
    statement: prompt.optional(),
    labels: z.array(label),
    bands: z.tuple([z.int(), z.int()]),
    required,
  })
  .superRefine(({ scale: { min, max }, labels, bands: [low, mid] }, context) => {
    const fail = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const points = max - min + 1;
    if (labels.length !== points && labels.length !== 2)
      fail('labels', `must have ${points} labels, one a point, or 2 for the ends`);
    // Equal bounds leave the middle band empty, which two-point scales need.
    if (low < min || low > mid || mid > max)
      fail('bands', `must be [low, middle] upper values within ${min} and ${max}`);
  });

const choiceQuestion = z.object({
  id,
  type: z.literal('choice'),
  metric: metric.optional(),
  prompt,
  options: z
    .array(z.object({ id: token(LIMITS.itemText, 1), label }))
    .min(2)
    .max(LIMITS.options)
    .refine(
      (options) => new Set(options.map((option) => option.id)).size === options.length,
      'must have different ids',
    ),
  multiple: z.boolean().optional(),
  required,
});

const textQuestion = z.object({
  id,
  type: z.literal('text'),
  prompt,
  promptByBand: z.object({ by: id, low: prompt, mid: prompt, high: prompt }).optional(),
  required,
  maxLength: z.int().min(1).max(LIMITS.text).optional(),
});

const shape = {
  id,
  version: id,
  mode,
  title: label,
  questions: z
    .array(z.discriminatedUnion('type', [scaleQuestion, choiceQuestion, textQuestion]))
    .min(1)
    .max(LIMITS.questions),
  reply: z.boolean().optional(),
  layout: z.enum(['dialog', 'inline']).optional(),
  touchpoint: key.optional(),
  journey: journey.optional(),
  trigger: z.object({ event: token(LIMITS.itemText, 1) }).optional(),
};

/** A whole survey, with the names inside it checked against each other. */
export const survey = z.object(shape).superRefine(({ questions }, context) => {
  const seen = new Map<string, string>();
  questions.forEach((question, index) => {
    const fail = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path: ['questions', index, ...path], message });
    if (seen.has(question.id)) fail(['id'], `"${question.id}" is used twice`);
    seen.set(question.id, question.type);
    if (question.type === 'text' && question.promptByBand && seen.get(question.promptByBand.by) !== 'scale')
      fail(['promptByBand', 'by'], `"${question.promptByBand.by}" is no scale question above this one`);
  });
});

export const presetName = z.enum(['feedback', 'ces', 'csat', 'nps', 'interaction', 'helpful']);

/** A preset with some settings changed; its questions stay its own. */
export const changedPreset = z
  .object({ ...shape, preset: presetName })
  .omit({ questions: true })
  .partial()
  .required({ preset: true });
