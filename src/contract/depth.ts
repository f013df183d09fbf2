import { LIMITS } from './limits';

const scan = (json: string, stopAbove: number): number => {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const char = json.charCodeAt(at);
    if (inString) {
      if (char === 92 /* \ */) at++;
      else if (char === 34 /* " */) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 /* { */ || char === 91 /* [ */) {
      if (++depth > deepest && (deepest = depth) > stopAbove) return deepest;
    } else if (char === 125 /* } */ || char === 93 /* ] */) depth--;
  }
  return deepest;
};

/** How deeply raw JSON text nests: 0 for a bare value, 1 for `{}` or `[1, 2]`. Text that is no JSON gives some number. */
export const depthOf = (json: string): number => scan(json, Number.POSITIVE_INFINITY);

/**
 * Whether raw JSON text nests deeper than `max` (default 12; a full batch needs 7). To be asked before `JSON.parse`:
 * it reads the text once, does not recurse, and stops at the first level that is too deep.
 */
export const tooDeep = (json: string, max: number = LIMITS.depth): boolean => scan(json, max) > max;
