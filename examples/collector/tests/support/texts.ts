import fc from 'fast-check';

/** Any UTF-16 units, lone surrogates among them. fast-check's own units take seconds to be made ready. */
export const anyUnits = (maxLength: number, minLength = 0): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })), { minLength, maxLength })
    .map((units) => String.fromCharCode(...units));

/** Any characters, from every plane: text that UTF-8 can say. */
export const anyText = (maxLength: number, minLength = 0): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.integer({ min: 0x20, max: 0x7e }),
        fc.integer({ min: 0xa0, max: 0xd7ff }),
        fc.integer({ min: 0xe000, max: 0x10_ffff }),
      ),
      { minLength, maxLength },
    )
    .map((points) => String.fromCodePoint(...points));
