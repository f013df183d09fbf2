/** How much a page's own `zoom` enlarges what is written in px here; what the window says in px it does not. */
export const zoomOf = (element: HTMLElement): number => element.currentCSSZoom || 1;
