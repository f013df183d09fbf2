import { h } from 'preact';
import type { TextQuestion } from '../../src/contract/types';
import { MAX_TEXT, promptOf } from '../../src/survey/flow';
import { parts } from '../parts';
import { about, type Panel, problem } from '../view';

/** Free text. There is no `maxlength`: it would cut a pasted letter in silence, and a syllable while it is composed. */
export const TextField = ({ panel, question }: { panel: Panel; question: TextQuestion }) => {
  const { id, required, maxLength = MAX_TEXT } = question;
  const { state, words, survey, say, answer } = panel;
  const prompt = say(promptOf(question, survey, state.values));
  const text = (state.values[id] ?? '') as string;
  const { Counter } = parts;
  const counted = Counter && text.length > maxLength * 0.8;
  return (
    <div class="question">
      <label class="asked" for={`text-${id}`}>
        <span lang={prompt.lang}>{prompt.text}</span>
        {required ? parts.must?.(panel, question) : [' ', <span class="note">({words.mayBeEmpty})</span>]}
      </label>
      <textarea
        id={`text-${id}`}
        rows={3}
        value={text}
        aria-required={required}
        aria-invalid={!!state.problems[id]}
        aria-describedby={about(panel, id, counted ? `count-${id}` : '')}
        onInput={(event) => answer(id, event.currentTarget.value || undefined)}
      />
      {problem(panel, id)}
      {counted && <Counter id={`count-${id}`} text={text} most={maxLength} locale={panel.locale} />}
    </div>
  );
};
