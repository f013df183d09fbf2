export const internalNames: string[];
export const shortNames: Map<string, string>;
