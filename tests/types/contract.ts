import type { z } from 'zod';
import type { batch, envelope } from '../../src/contract/batch';
import type { Envelope } from '../../src/contract/parse';
import type { readyQuestion } from '../../src/contract/questions/ready';
import type { record } from '../../src/contract/record';
import type { results } from '../../src/contract/results';
import type { changedPreset, presetName, survey, writtenSurvey } from '../../src/contract/survey';
import type {
  Batch,
  FeedbackRecord,
  PresetName,
  ReadyQuestion,
  Results,
  Survey,
  SurveyInput,
} from '../../src/contract/types';

/**
 * Compiled, never run: the hand-written interfaces are the zod schemas' own types, in every field. Assignability alone
 * would let an optional field be forgotten, so each field is also compared by identity.
 */

/** One flat object type at every level, so that an intersection equals the interface that it describes. */
type Flat<T> = T extends (infer Item)[]
  ? number extends T['length']
    ? Flat<Item>[]
    : { [Index in keyof T]: Flat<T[Index]> }
  : T extends object
    ? { [Key in keyof T]: Flat<T[Key]> }
    : T;

/** `true` only for identical types: `any`, optional and readonly count as different. */
type Equal<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;

const same = <A, B>(_: Equal<A, B>): void => {};

same<FeedbackRecord, z.infer<typeof record>>(true);
same<Batch, z.infer<typeof batch>>(true);
same<Envelope, z.infer<typeof envelope>>(true);
same<Results, z.infer<typeof results>>(true);
same<Survey, z.infer<typeof survey>>(true);
same<ReadyQuestion, z.infer<typeof readyQuestion>>(true);
same<PresetName, z.infer<typeof presetName>>(true);
same<SurveyInput, z.infer<typeof presetName> | z.infer<typeof writtenSurvey> | z.infer<typeof changedPreset>>(true);

// The comparison itself sees a missing, an added, an optional and a loosened field, deep inside.
type With<Field> = Omit<FeedbackRecord, 'context'> & { context: FeedbackRecord['context'] & Field };
same<FeedbackRecord, With<{ extra: string }>>(false);
same<FeedbackRecord, With<{ extra?: string }>>(false);
same<FeedbackRecord, Omit<FeedbackRecord, 'touchpoint'>>(false);
same<FeedbackRecord, Omit<FeedbackRecord, 'mode'> & { mode?: FeedbackRecord['mode'] }>(false);
same<FeedbackRecord, Omit<FeedbackRecord, 'mode'> & { mode: string }>(false);
// biome-ignore lint/suspicious/noExplicitAny: shows that it does not hide a difference
same<FeedbackRecord, Omit<FeedbackRecord, 'answers'> & { answers: any }>(false);
same<Survey, Omit<Survey, 'questions'> & { questions: unknown[] }>(false);
