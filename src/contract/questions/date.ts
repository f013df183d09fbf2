import { z } from 'zod';
import { condition } from '../condition';
import { isDate } from '../date';
import { id, prompt, required } from '../words';

const TODAY = 'today';
const day = z
  .string()
  .refine((value) => value === TODAY || isDate(value), 'must be a date, for example "2026-01-31", or "today"')
  .optional();

export const dateQuestion = z
  .object({ id, type: z.literal('date'), prompt, min: day, max: day, required, when: condition.optional() })
  // what "today" will be nobody knows here
  .refine(({ min, max }) => !min || !max || min === TODAY || max === TODAY || min <= max, {
    path: ['max'],
    error: 'must not be before min',
  });
