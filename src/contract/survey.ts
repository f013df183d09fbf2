import { z } from 'zod';
import { condition } from './condition';
import { key, map, scalar, token } from './fields';
import { flawsOf, presetFlaws } from './flaws';
import { LIMITS } from './limits';
import { question, writtenQuestion } from './questions';
import { writtenOut } from './ready';
import { journey, mode } from './record';
import { trigger } from './trigger';
import { id, label, link, prompt } from './words';

const when = condition.optional();

const page = z.object({
  id,
  questions: z.array(id).min(1).max(LIMITS.questions),
  title: prompt.optional(),
  when,
  next: z
    .array(z.object({ when, to: id }))
    .max(LIMITS.conditions)
    .optional(),
});

const end = z.object({ id, when, title: prompt.optional(), text: prompt.optional(), link: link.optional() });

const hidden = map(
  LIMITS.dataKey,
  LIMITS.dataEntries,
  z.union([scalar, z.strictObject({ query: token(LIMITS.id, 1) })]),
);

const shape = {
  id,
  version: id,
  mode,
  title: label,
  questions: z.array(question).min(1).max(LIMITS.questions),
  pages: z.array(page).min(1).max(LIMITS.pages).optional(),
  ends: z.array(end).max(LIMITS.ends).optional(),
  reply: z.union([z.boolean(), condition]).optional(),
  helpLinks: z.array(link.extend({ when })).max(LIMITS.helpLinks).optional(),
  reviewLink: link.optional(),
  greet: z.boolean().optional(),
  hidden: hidden.optional(),
  layout: z.enum(['dialog', 'inline']).optional(),
  touchpoint: key.optional(),
  journey: journey.optional(),
  trigger: trigger.optional(),
  target: condition.optional(),
  sample: z.number().min(0).max(1).optional(),
};

/** A whole survey, with all that stands in it checked against the rest. */
export const survey = z.object(shape).superRefine((value, context) => {
  for (const { path, message } of flawsOf(value)) context.addIssue({ code: 'custom', path, message });
});

/** The same with ready questions among its own. */
export const writtenSurvey = z
  .object({ ...shape, questions: z.array(writtenQuestion).min(1).max(LIMITS.questions) })
  .superRefine((value, context) => {
    for (const { path, message } of flawsOf(writtenOut(value))) context.addIssue({ code: 'custom', path, message });
  });

export const presetName = z.enum(['feedback', 'ces', 'csat', 'nps', 'interaction', 'helpful']);

/** A preset with some settings changed; its questions stay its own. */
export const changedPreset = z
  .object({ ...shape, preset: presetName })
  .omit({ questions: true, pages: true })
  .partial()
  .required({ preset: true })
  // what asks its own questions is known to the panel; a review link hangs on none of them
  .superRefine((value, context) => {
    for (const { path, message } of presetFlaws(value as never)) context.addIssue({ code: 'custom', path, message });
  });
