import { addCounts, type Count, takeCounts } from './counts';
import type { ChipScores } from './drivers';

/** One answer to a question that offered the chips. */
export interface ChipAnswer {
  score: number;
  /** Those that were chosen; one that stands twice was chosen once. */
  chips: Iterable<string>;
}

/** What `drivers` takes, from raw answers. `offered` are all chips of the list: by default those that anybody chose. */
export const chipScores = (answers: ChipAnswer[], offered?: string[]): ChipScores[] => {
  const one = (score: number): Count => ({ value: String(score), count: 1 });
  const all = addCounts(answers.map(({ score }) => one(score)));
  const byChip = new Map<string, Count[]>(offered?.map((chip) => [chip, []]));
  for (const { score, chips } of answers)
    for (const chip of new Set(chips)) {
      if (!offered && !byChip.has(chip)) byChip.set(chip, []);
      byChip.get(chip)?.push(one(score));
    }
  return [...byChip].map(([chip, list]) => {
    const chosen = addCounts(list);
    return { chip, chosen, notChosen: takeCounts(all, chosen) };
  });
};
