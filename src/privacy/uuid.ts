/** A UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then 72 random bits, so that key order is time order. */
export const uuidv7 = (nowMs: number): string => {
  const random = Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(16).padStart(8, '0'));
  return (nowMs.toString(16).padStart(12, '0') + random.join('')).replace(
    /(.{8})(.{4})(.{3})(.{3})(.{12}).*/,
    '$1-$2-7$3-8$4-$5',
  );
};
