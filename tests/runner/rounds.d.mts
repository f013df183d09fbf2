import type { faultsIn } from './fault-table.mjs';

type Faults = ReturnType<typeof faultsIn>;
type Seen = Faults extends Map<number, infer Value> ? Value : never;

export const fingerprint: (root: string) => string;
export const worse: (one: Seen, other: Seen | undefined) => Seen;
export const rowOf: (
  file: string,
  of: string,
) => {
  read(): { rounds: number; passed: number; faults: Faults };
  add(passed: number, faults: Iterable<[number, Seen]>): void;
  end(): void;
};
