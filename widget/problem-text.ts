import type { Panel } from './view';

/** What is wrong beside a field, where that is said in other words than by the problem's own name. */
export const problemText = (panel: Panel, at: string): string | undefined => {
  const { survey, state, words } = panel;
  // "Choose a rating or write something." where there is either
  const neither = !survey.questions.some(({ type }) => type === 'scale' || type === 'text');
  return (
    survey.course?.problemText(panel, at) ?? (neither && state.problems[at] === 'nothing' ? words.required : undefined)
  );
};
