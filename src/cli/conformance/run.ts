import { CHECKS } from './checks';
import { client, type Target } from './client';

/** Runs every check against a collector and says what to mend. The last line is `N passed, N failed`. */
export async function conformance(
  target: Target,
  say: (line: string) => void,
): Promise<{ passed: number; failed: number; findings: string[] }> {
  say(`${target.endpoint}, project ${target.project}, as a page of ${target.origin}\n`);
  const findings: string[] = [];
  let passed = 0;
  for (const { title, mend, run } of CHECKS) {
    const finding = await run(client(target)).catch((error: Error) => `the check itself failed: ${error.message}`);
    if (finding) {
      findings.push(title);
      say(`✗ ${title}\n    It ${finding}.\n    ${mend}`);
    } else {
      passed++;
      say(`✓ ${title}`);
    }
  }
  say(`\n${passed} passed, ${findings.length} failed`);
  return { passed, failed: findings.length, findings };
}
