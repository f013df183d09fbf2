export const internalNames: string[];
export const textNames: string[];
export const shortNames: Map<string, string>;
