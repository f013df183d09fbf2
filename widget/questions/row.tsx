import { h } from 'preact';
import type { ScaleQuestion } from '../../src/contract/types';
import { digits } from '../digits';
import type { Panel } from '../view';
import { Ends } from './ends';
import { Face } from './face';
import { Group, Point } from './group';

interface Props {
  panel: Panel;
  question: ScaleQuestion;
}

/** Not by Array.from: Prototype.js puts one there that hears of no function. */
const valuesOf = ({ scale: { min, max } }: ScaleQuestion) => [...Array(max - min + 1).keys()].map((at) => min + at);

/** Where the end with more is the worse one, as in CES 1.0. */
const isWorseUp = ({ scale }: ScaleQuestion) => scale.direction > 'i';

/** Two or three labelled points side by side. Of two the positive comes first, Yes before No as everybody writes it. */
export const ChipsField = ({ panel, question }: Props) => {
  const points = valuesOf(question).map((value, at) => (
    <Point panel={panel} question={question} value={value} label={question.labels[at]!} />
  ));
  return (
    <Group panel={panel} question={question} look="row">
      {points[2] || isWorseUp(question) ? points : points.reverse()}
    </Group>
  );
};

/** Most letters of a label that fit below a face. */
const SHORT = 16;

/** Faces with their words, so that nobody has to guess what a face means: below each, or in a list where they are long. */
export const FacesField = ({ panel, question }: Props) => {
  const { labels } = question;
  const last = labels.length - 1;
  const long = labels.some((label) => panel.say(label).text.length > SHORT);
  return (
    <Group panel={panel} question={question} look={long ? 'list' : 'faces'}>
      {valuesOf(question).map((value, at) => (
        <Point panel={panel} question={question} value={value} label={labels[at]!}>
          <Face mood={(isWorseUp(question) ? last - at : at) / last} />
        </Point>
      ))}
    </Group>
  );
};

/** Numbers with the words of both ends. */
export const NumbersField = ({ panel, question }: Props) => (
  <Group panel={panel} question={question} look="row numbers" ends={`ends-${question.id}`}>
    <Ends panel={panel} question={question} first={question.scale.min} />
    {valuesOf(question).map((value) => (
      <Point panel={panel} question={question} value={value} label={digits(value, panel.locale)} />
    ))}
  </Group>
);
