/** Red, green and blue, 0 to 255. */
export type Rgb = [r: number, g: number, b: number];

/** WCAG 2.2, relative luminance, 0 to 1. */
const luminance = (colour: Rgb): number => {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** WCAG 2.2, contrast ratio, 1 to 21. */
export const contrast = (one: Rgb, other: Rgb): number => {
  const [dim, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dim + 0.05);
};

/**
 * A colour that can be told from `ground` by `least`: itself, or mixed with as little as it takes of black or white,
 * whichever is farther from the ground. The hue stays as near as it can.
 */
export function readableOn(ground: Rgb, colour: Rgb, least: number): Rgb {
  const end: Rgb = contrast([0, 0, 0], ground) > contrast([255, 255, 255], ground) ? [0, 0, 0] : [255, 255, 255];
  for (let share = 0; share <= 1; share += 0.02) {
    const mixed = colour.map((part, at) => Math.round(part * (1 - share) + end[at]! * share)) as Rgb;
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return end;
}
