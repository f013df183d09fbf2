import { readFileSync } from 'node:fs';
import type { Survey } from '../../../src/contract/types';

/** The gallery's surveys: each question type and look, and a journey. */
export const { surveys } = JSON.parse(readFileSync('examples/gallery/public/surveys.json', 'utf8')) as {
  surveys: { [name: string]: Survey };
};

/** As the gallery asks it, but in the order that it is written in, and `required` where anything is asked. */
export const steady = (name: string, required = false): Survey =>
  ({
    ...surveys[name]!,
    id: name,
    // what stands below every question is shown elsewhere
    reply: false,
    questions: surveys[name]!.questions.map((question) => ({
      ...question,
      ...('options' in question && { order: 'kept' }),
      ...(required && question.type && question.type !== 'statement' && { required }),
    })),
  }) as Survey;
