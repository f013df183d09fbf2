interface Report {
  testResults?: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}
export function tally(
  report: Report | undefined,
  exitCode: number | null,
): { passed: number; failures: string[]; skipped: string[] };
