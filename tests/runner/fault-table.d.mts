interface Seen {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
}
interface Run {
  title: string;
  rounds: number;
  faults: Map<number, Seen>;
}
export function faultsIn(
  report: { testResults?: { assertionResults: { fullName: string; status: string }[] }[] } | undefined,
): Map<number, Seen>;
export function faultTable(before: string, runs: Run[]): string;
export function withTable(manual: string, runs: Run[]): string;
