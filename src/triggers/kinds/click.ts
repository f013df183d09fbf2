import type { Watch } from './watch';

/** Something that this selector finds was clicked, by mouse, finger or key, inside a custom element too. */
export const click: Watch<string> = (selector, happened, signal) => {
  addEventListener(
    'click',
    (event) => {
      const hit = event.composedPath().some((at) => at instanceof Element && at.matches(selector));
      // what a click did to the page comes first: a host's own handlers, and the next view
      if (hit) setTimeout(happened);
    },
    { capture: true, signal },
  );
};
