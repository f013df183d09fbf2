import { z } from 'zod';
import { token } from './fields';
import { LIMITS } from './limits';

const ms = z.number().min(0).max(LIMITS.durationMs).optional();
const text = token(LIMITS.itemText, 1).optional();

const one = z
  .strictObject({
    event: text,
    url: token(LIMITS.url, 1).optional(),
    delayMs: ms,
    dwellMs: ms,
    idleMs: ms,
    scrollPercent: z.number().min(1).max(100).optional(),
    exit: z.literal(true).optional(),
    view: text,
    click: text,
    visits: z.int().min(1).max(1000).optional(),
    signal: z.enum(['rage_click', 'dead_click', 'error', 'slow_page']).optional(),
  })
  .refine((given) => Object.values(given).some((value) => value !== undefined), 'must have one thing that opens it');

export const trigger = z.union([one, z.array(one).min(1).max(LIMITS.conditions)]);
