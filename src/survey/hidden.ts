import type { Scalar, Survey } from '../contract/types';

/** Values that a survey sets (`hidden`): fixed, or of the page's URL. A parameter that is not there is no value. */
export function hiddenIn({ hidden = {} }: Partial<Survey>, href: string): { [name: string]: Scalar } {
  const query = new URL(href).searchParams;
  const found: { [name: string]: Scalar } = {};
  for (const [name, given] of Object.entries(hidden)) {
    const value = typeof given === 'object' && given ? query.get(given.query) : given;
    if (value !== null) found[name] = value;
  }
  return found;
}
