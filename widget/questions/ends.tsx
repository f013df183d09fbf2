import { h } from 'preact';
import type { ScaleQuestion } from '../../src/contract/types';
import { digits } from '../digits';
import type { Panel } from '../view';

interface Props {
  panel: Panel;
  question: ScaleQuestion;
  /** The number of the first point as it is shown: stars are counted, whatever their values. */
  first: number;
}

/** The words of both ends of a scale, each with its number, since points may stand in two lines. They describe the group. */
export const Ends = ({ panel, question: { id, scale, labels }, first }: Props) => (
  <p class="ends" id={`ends-${id}`}>
    {[labels[0], labels.at(-1)].map((label, at) => {
      const { text, lang } = panel.say(label);
      return (
        <span lang={lang}>
          <b>{digits(at ? first + scale.max - scale.min : first, panel.locale)}</b> {text}
          {!at && <span class="unseen">, </span>}
        </span>
      );
    })}
  </p>
);
