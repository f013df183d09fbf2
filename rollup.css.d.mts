export const floor: string[];
export function cssModule(css: string): string;
export function tightCss(css: string): string;
