import { pathOf } from '../../../contract/path';
import type { Metric, ScaleMeaning, Survey } from '../../../contract/types';
import type { Problem } from '../problem';

type Shape = [min: number, max: number[], direction: ScaleMeaning['direction']];

/** The scales that a figure is made for (MEASUREMENT.md, Metrics). Others would give a number that looks like it. */
const SHAPES: { [metric in Metric]?: Shape } = {
  ces2: [1, [7], 'higher_better'],
  ces1: [1, [5, 7], 'lower_better'],
  csat: [1, [5], 'higher_better'],
  nps: [0, [10], 'higher_better'],
};

const SUCCESS = ['yes', 'partly', 'no'];

/** Figures that would be read upside down, or bear a name that they are not. */
export function scaleFlaws({ questions }: Survey): Problem[] {
  const found: Problem[] = [];
  questions.forEach((question, at) => {
    const say = (name: string, message: string) =>
      found.push({ path: pathOf(['questions', at, ...name.split('.')]), message });
    if (question.type === 'choice' && question.metric === 'success') {
      const ids = question.options.map(({ id }) => id);
      if (ids.length !== SUCCESS.length || !SUCCESS.every((id) => ids.includes(id)))
        say(
          'metric',
          `"success" is made of the ids "${SUCCESS.join('", "')}": name the options so, or take "metric" out`,
        );
    }
    if (question.type !== 'scale') return;
    const { scale, metric } = question;
    const { min, max, direction, positive } = scale;
    const good = direction === 'higher_better' ? positive[1] === max : positive[0] === min;
    if (!good)
      say(
        'scale.positive',
        `does not reach the good end: with "${direction}" that is ${direction === 'higher_better' ? max : min}. Is the direction right?`,
      );
    const shape = SHAPES[metric];
    if (!shape) return;
    const [lowest, highest, way] = shape;
    if (min !== lowest || !highest.includes(max) || direction !== way)
      say(
        'metric',
        `"${metric}" is ${lowest} to ${highest.join(' or ')}, "${way}"; this is ${min} to ${max}, "${direction}". A scale of your own is "custom"`,
      );
  });
  return found;
}
