/** Radix says that one is open by `data-state`, without `aria-modal`. */
const MODAL = 'dialog[open],[aria-modal=true],[role$=dialog][data-state=open]';

/**
 * Whether a modal of the page is in sight: many pages keep the markup of those that are closed. What can be hit in its
 * middle is asked, and in those of its parts, because an open one may have no size itself, where they are fixed.
 */
export const modalShows = (): boolean =>
  [...document.querySelectorAll(`${MODAL},[aria-modal=true]>*,[data-state=open]>*`)].some((part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    // of what is in the window: it may be higher than that, and scrolled
    const middle = (from: number, to: number, most: number) => (Math.max(0, from) + Math.min(most, to)) / 2;
    return document
      .elementsFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight))
      .some((hit) => hit.closest(MODAL));
  });
