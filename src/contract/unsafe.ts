/** Names that could reach a prototype in whatever reads a map later. */
export const UNSAFE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
