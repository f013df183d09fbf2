/**
 * Moves the focus to the field of the first message, or to Send where the message stands beside it. The first of
 * several points is described by the message too while it has the focus: not everything reads a group's description.
 */
export function focusProblem(inside: ParentNode): void {
  const problem = inside.querySelector('.problem[id^="problem-"]');
  if (!problem) return;
  const question = problem.closest('.field, .question');
  const field =
    question?.querySelector<HTMLElement>('[aria-invalid=true]') ??
    question?.querySelector<HTMLElement>('input') ??
    inside.querySelector<HTMLElement>('.send')!;
  field.focus();
  // below many points, or large ones, it would be out of sight
  problem.scrollIntoView({ block: 'nearest' });
  const name = 'aria-describedby';
  if (field.hasAttribute(name)) return;
  field.setAttribute(name, problem.id);
  // a screen reader chooses another point without moving the focus, and the message is gone then
  const over = new AbortController();
  const clear = () => {
    over.abort();
    field.removeAttribute(name);
  };
  for (const type of ['change', 'focusout']) inside.addEventListener(type, clear, over);
}
