/** In place of more-contrast.ts in one file, which has no theme for it. */
export const moreContrast = async (_root: ShadowRoot, _theme: string): Promise<void> => {};
