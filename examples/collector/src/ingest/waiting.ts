/** Bytes in memory that wait for the database, over all requests, bounded by `maxBytes`. */
export interface Waiting {
  /** Whether there is room, for one that has `own` already. A single one is always taken, however small the bound. */
  has(bytes: number, own?: number): boolean;
  take(bytes: number): void;
  give(bytes: number): void;
  bytes(): number;
}

export const createWaiting = (maxBytes: number): Waiting => {
  let waiting = 0;
  return {
    has: (bytes, own = 0) => waiting <= own || waiting + bytes <= maxBytes,
    take(bytes) {
      waiting += bytes;
    },
    give(bytes) {
      waiting -= bytes;
    },
    bytes: () => waiting,
  };
};
