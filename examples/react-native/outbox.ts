/** A batch of one record, as it goes to the collector. */
export interface Waiting {
  project: string;
  id: string;
  batch: object;
}

/** What the page handed over and the collector does not have yet. */
export interface Outbox {
  /**
   * Keeps each record of a batch, once, and answers for each when all of them are on the disk. One without a usable id
   * is not answered for, so the page keeps it. Throws where the disk refuses.
   */
  keep(batch: unknown): { id: string; status: 'accepted' | 'duplicate' }[];
  /** Everything that waits and was not refused, oldest first. */
  waiting(): Waiting[];
  remove(waiting: Waiting): void;
  /** It is not sent again, but it is somebody's words: they stay for a developer to look at. */
  refuse(waiting: Waiting): void;
}
