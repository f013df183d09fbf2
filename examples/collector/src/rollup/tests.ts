/**
 * Test records are counted apart, so that no figure holds one, and a page that shows them adds these sums to the others:
 * names of their dimensions and hashes of their figures begin with this. No name of a dimension and no hash does.
 */
const TEST = 'test:';

export const testName = (name: string): string => `${TEST}${name}`;

export const isTestName = (name: string): boolean => name.startsWith(TEST);

/** The name as it is among other records. */
export const withoutTest = (name: string): string => (isTestName(name) ? name.slice(TEST.length) : name);
