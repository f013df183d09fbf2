export function withMarked(manual: string, name: string, write: (before: string) => string): string;
export function rowsOf(text: string): string[][];
