/** A draft is seen in the report only; what is withdrawn was published once, and is no more. */
export type UpdateState = 'draft' | 'published' | 'withdrawn';

/** An id of an update. Any other text was never one, and may be one that no database takes. */
export const UPDATE_ID = /^[0-9a-f-]{36}$/;

export const NO_UPDATE = 'There is no such update.';

/** An update in one language. */
export interface UpdateWords {
  /** BCP 47, canonical. */
  locale: string;
  title: string;
  text: string;
}

/** What somebody writes: the first language is the one that stands where a visitor's is missing. */
export interface UpdateContent {
  words: [UpdateWords, ...UpdateWords[]];
  /** http or https. */
  url: string | undefined;
}

export interface Update extends UpdateContent {
  id: string;
  state: UpdateState;
  /** RFC 3339, UTC, as the others. */
  createdAt: string;
  /** Of the last time that it was published. */
  publishedAt: string | undefined;
  changedAt: string;
  /** Who changed it last. */
  who: string;
  /** How many submissions led to it. */
  behind: number;
}
