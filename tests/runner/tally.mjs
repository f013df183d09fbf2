/**
 * Counts one vitest run from its JSON report. A test file that broke before its tests ran, a run without any test, and
 * a run that ended badly although each test passed count as one failure each: silence is never a pass.
 * @param {{testResults?: {name: string, status: string, message?: string, assertionResults: {status: string, fullName: string}[]}[]} | undefined} report
 * @param {number | null} exitCode null when it was killed
 */
export const tally = (report, exitCode) => {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const named = (...statuses) =>
    tests.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName);
  const failures = named('failed');
  for (const { name, status, assertionResults } of files) {
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed'))
      failures.push(`${name} (the file itself)`);
  }
  const passed = named('passed').length;
  if (!report) failures.push(`no report: vitest ${exitCode === null ? 'was stopped' : `ended with code ${exitCode}`}`);
  else if (passed + failures.length === 0) failures.push('no test ran');
  else if (exitCode !== 0 && failures.length === 0)
    failures.push(`vitest ended with code ${exitCode} outside of any test`);
  return { passed, failures, skipped: named('skipped', 'pending', 'todo', 'disabled') };
};
