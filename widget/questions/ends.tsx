import { h } from 'preact';
import type { ScaleQuestion } from '../../src/contract/types';
import { digits } from '../digits';
import type { Panel } from '../view';

/** The words of both ends of a scale, each with its number, since points may stand in two lines. They describe the group. */
export const Ends = ({ panel, question: { id, scale, labels } }: { panel: Panel; question: ScaleQuestion }) => (
  <p class="ends" id={`ends-${id}`}>
    {[labels[0], labels.at(-1)].map((label, at) => {
      const { text, lang } = panel.say(label);
      return (
        <span lang={lang}>
          <b>{digits(at ? scale.max : scale.min, panel.locale)}</b> {text}
          {!at && <span class="unseen">, </span>}
        </span>
      );
    })}
  </p>
);
