/** Hands over what stands there, whatever `toJSON` made of it. */
function asItIs(this: { [key: string]: unknown }, key: string): unknown {
  return this[key];
}

/**
 * JSON of plain values. Old libraries put a `toJSON` on every array (Prototype.js 1.6: answers became one string, and
 * the collector refused the words), so none is listened to.
 */
export const toJson = (value: unknown): string => JSON.stringify(value, asItIs);
