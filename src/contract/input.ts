import type { z } from 'zod';
import { isObject } from './fields';
import { changedPreset, presetName, writtenSurvey } from './survey';
import type { SurveyInput } from './types';

/** Each shape is asked for by its own schema, so that a refusal names the field and not "none of three". */
export const inputSchema = (value: unknown): z.ZodType<SurveyInput> =>
  !isObject(value) ? presetName : 'preset' in value ? changedPreset : writtenSurvey;
