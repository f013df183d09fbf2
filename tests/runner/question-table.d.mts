type Ways = { [way: string]: string };
interface Run {
  title: string;
  questions: Map<string, Ways>;
}
export function questionsIn(
  report: { testResults?: { assertionResults: { fullName: string; status: string }[] }[] } | undefined,
): Map<string, Ways>;
export function questionTable(before: string, runs: Run[]): string;
