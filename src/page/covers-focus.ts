/** What is higher is a region that scripts focus, or a frame, which cannot be hidden as a whole: it scrolls. */
const REGION_PX = 200;

/**
 * Whether `box` lies over the element of the page that has focus (WCAG 2.4.11). Large ones count only where they match
 * `always`, and what stands in the same root as `box` never does: it is in front of it or in it.
 */
export const coversFocus = (box: Element, always?: string): boolean => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (!focused || focused === document.body || focused.getRootNode() === box.getRootNode()) return false;
  const a = focused.getBoundingClientRect();
  const b = box.getBoundingClientRect();
  const counts = a.height < REGION_PX || (!!always && focused.matches(always));
  return counts && a.top < b.bottom && b.top < a.bottom && a.left < b.right && b.left < a.right;
};
