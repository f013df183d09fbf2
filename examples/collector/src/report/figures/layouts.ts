/** The layouts of a page, by the width of the window; of what is drawn for one of them alone, `figure.css` shows the one. */
export const LAYOUTS = ['tiny', 'narrow', 'middle', 'broad'] as const;

export type Layout = (typeof LAYOUTS)[number];

/**
 * The least width that a plot has in each of them, in CSS pixels: in a window of 320 px, of 24rem, of 56rem and of 74rem,
 * without the numbers at its left. A wider plot only has more room between names.
 */
export type PlotWidths = Record<Layout, number>;

/** Of a chart that stands beside its figure from 56rem on. */
export const BESIDE_PX: PlotWidths = { tiny: 206, narrow: 268, middle: 426, broad: 616 };

/** Of a chart that has its page for itself. */
export const ALONE_PX: PlotWidths = { tiny: 206, narrow: 268, middle: 715, broad: 990 };

/** Of a chart without numbers at its left, on a card of the overview, in the narrowest window. */
export const CARD_PX = 250;

/** The same for each layout. */
export const eachLayout = <T>(make: (layout: Layout) => T): Record<Layout, T> => ({
  tiny: make('tiny'),
  narrow: make('narrow'),
  middle: make('middle'),
  broad: make('broad'),
});

/** What shows an element in this layout alone. */
export const onlyIn = (layout: Layout): string => `${layout}-only`;
