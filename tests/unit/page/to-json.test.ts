import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { toJson } from '../../../src/page/to-json';

// says nothing of the object: one with a key `toString` has no text
const toJSON = () => '"a string of theirs"';

afterEach(() => {
  for (const { prototype } of [Array, Object]) delete (prototype as { toJSON?: unknown }).toJSON;
});

test('JSON of plain values is the same as ever, and says nothing of what a page put on arrays and objects (fault 29)', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const usual = JSON.stringify(value);
      Object.assign(Array.prototype, { toJSON });
      Object.defineProperty(Object.prototype, 'toJSON', { value: toJSON, configurable: true });
      const hostile = toJson(value);
      for (const { prototype } of [Array, Object]) delete (prototype as { toJSON?: unknown }).toJSON;
      expect(hostile).toBe(usual);
      expect(toJson(value)).toBe(usual);
    }),
  );
});

test('What is undefined is left out, as JSON does', () => {
  expect(toJson({ a: undefined, b: [undefined, 1] })).toBe('{"b":[null,1]}');
});
