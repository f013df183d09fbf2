/** One line of the table: what a page downloads for it, in bytes of brotli 11. `budget` where there is one. */
export interface Size {
  name: string;
  bytes: number;
  files: string[];
  budget?: number;
}
/** Sizes of what the build in `dist` holds. */
export function measure(dist: string): Size[];
