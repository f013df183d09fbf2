export const floor: string[];
export function cssModule(css: string): string;
