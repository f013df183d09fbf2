import type { ScaleQuestion, Survey, TextQuestion } from '../../contract/types';
import { holds } from '../../survey/condition';
import { type Band, bandOf } from '../../survey/flow';

const BANDS: Band[] = ['low', 'mid', 'high'];

/** Whether a question's own condition leaves it with this score; of what else it asks nothing is known. */
function isAsked({ when }: TextQuestion, rated: ScaleQuestion, score: number): boolean {
  if (when?.answer !== rated.id) return true;
  return holds(when, { answers: { [rated.id]: score }, context: {}, data: {}, traits: {} }, () => false);
}

/** The bands of a text by score with the scores that come to them, in words; those to which none comes are left out. */
export function bandsOf(question: TextQuestion, { questions }: Survey): { band: Band; scores: string }[] {
  const rated = questions.find(({ id }) => id === question.promptByBand?.by);
  if (rated?.type !== 'scale') return BANDS.map((band) => ({ band, scores: '' }));
  const { min, max } = rated.scale;
  const points = Array.from({ length: max - min + 1 }, (_, at) => min + at).filter((score) =>
    isAsked(question, rated, score),
  );
  return BANDS.flatMap((band) => {
    const own = points.filter((point) => bandOf(rated, point) === band);
    return own.length ? [{ band, scores: ` (${[...new Set([own[0], own.at(-1)])].join('–')})` }] : [];
  });
}
