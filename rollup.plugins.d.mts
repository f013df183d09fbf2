/** What `widget/kit.ts` hands to a chunk, in order. */
export const HANDED: string[];
