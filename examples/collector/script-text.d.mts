export function scriptText(path: string): string;
