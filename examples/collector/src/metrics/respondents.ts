/** What says whose answer this is and when it was given. */
export interface DatedAnswer {
  id: string;
  /** None where the visitor has no id: such an answer always counts, because nobody knows of another. */
  respondent: string | undefined;
  version: string;
  timeMs: number;
}

const DAY_MS = 86_400_000;

/** Newest first; of two in one millisecond the larger id. */
const newestFirst = (a: DatedAnswer, b: DatedAnswer): number => b.timeMs - a.timeMs || (a.id < b.id ? 1 : -1);

/**
 * The latest answer per respondent, version and 90 days, in the order they came in. Windows run backwards: the latest
 * answer counts, those in the 90 × 24 hours before it do not, the next older one counts again, and so on.
 *
 * So no 90 days hold two answers of one person that count, in the last 90 days each person counts exactly once, and as
 * many answers are kept as that allows. The surprising consequence: when someone who answers more often than every 90
 * days answers again, the older answers that count move too.
 */
export const latestPerRespondent = <T extends DatedAnswer>(answers: T[], windowDays = 90): T[] => {
  const kept = new Set<T>();
  const lastKept = new Map<string, number>();
  for (const answer of [...answers].sort(newestFirst)) {
    if (answer.respondent !== undefined) {
      const key = JSON.stringify([answer.respondent, answer.version]);
      const newer = lastKept.get(key);
      if (newer !== undefined && newer - answer.timeMs < windowDays * DAY_MS) continue;
      lastKept.set(key, answer.timeMs);
    }
    kept.add(answer);
  }
  return answers.filter((answer) => kept.has(answer));
};
