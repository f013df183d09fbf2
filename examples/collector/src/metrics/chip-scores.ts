import type { ChipScores } from './drivers';
import type { Sums } from './mean';

/** One answer to a question that offered the chips. */
export interface ChipAnswer {
  score: number;
  /** Those that were chosen; one that stands twice was chosen once. */
  chips: Iterable<string>;
}

const nothing = (): Sums => ({ n: 0, sum: 0, squares: 0 });

const add = (sums: Sums, score: number) => {
  sums.n += 1;
  sums.sum += score;
  sums.squares += score * score;
};

/** What `drivers` takes, from raw answers. `offered` are all chips of the list: by default those that anybody chose. */
export const chipScores = (answers: ChipAnswer[], offered?: string[]): ChipScores[] => {
  const all = nothing();
  const byChip = new Map<string, Sums>((offered ?? []).map((chip) => [chip, nothing()]));
  for (const { score, chips } of answers) {
    add(all, score);
    for (const chip of new Set(chips)) {
      let chosen = byChip.get(chip);
      if (!chosen && !offered) byChip.set(chip, (chosen = nothing()));
      if (chosen) add(chosen, score);
    }
  }
  return [...byChip].map(([chip, chosen]) => ({
    chip,
    chosen,
    notChosen: { n: all.n - chosen.n, sum: all.sum - chosen.sum, squares: all.squares - chosen.squares },
  }));
};
