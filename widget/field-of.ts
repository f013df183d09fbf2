import type { Question } from '../src/contract/types';

/** How a question is drawn. Two or three points stand side by side; a scale that names only its ends is drawn as numbers. */
export function fieldOf(question: Question): 'list' | 'text' | 'numbers' | 'faces' | 'chips' | 'choice' {
  if (question.type !== 'scale') return question.type;
  const count = question.scale.max - question.scale.min + 1;
  return question.labels.length < count ? 'numbers' : count < 4 ? 'chips' : question.look;
}
