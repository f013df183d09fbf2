/** Radix says that one is open by `data-state`, without `aria-modal`. */
const MODAL = 'dialog[open],[aria-modal=true],[role$=dialog][data-state=open]';

/**
 * Whether a modal of the page is in sight: many pages keep the markup of those that are closed. What can be hit in its
 * middle is asked, and in those of its parts, because an open one may have no size itself, where they are fixed.
 */
export const modalShows = (): boolean =>
  [...document.querySelectorAll(`${MODAL},[aria-modal=true]>*,[data-state=open]>*`)].some((part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return document
      .elementsFromPoint(x + width / 2, y + Math.min(height, innerHeight) / 2) // it may be higher than the window
      .some((hit) => hit.closest(MODAL));
  });
