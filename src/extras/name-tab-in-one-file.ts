/** In place of name-tab.ts in one file: the tab speaks English and Korean by itself, and else what `label` says. */
export const nameTab = async (): Promise<void> => {};
