export const HELP: string;
export function readArguments(given: string[]): { help: boolean; sample: boolean | number };
