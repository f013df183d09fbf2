import { CHECKS } from './checks';
import { client, type Target } from './client';
import { record } from './records';

/** Runs every check against a collector and says what to mend. The last line is `N passed, N failed`. */
export async function conformance(
  target: Target,
  say: (line: string) => void,
): Promise<{ passed: number; failed: number; findings: string[] }> {
  say(`${target.endpoint}, project ${target.project}, as a page of ${target.origin}\n`);
  const findings: string[] = [];
  let passed = 0;
  const first = await client(target).post([record()]);
  if (/^40[134]$/.test(String(first.status))) {
    say(
      `It answers ${first.status} to a plain record: ${first.text.slice(0, 200)}\n` +
        `Is ${target.endpoint} right, does it know the project ${target.project} (--project), and may a page of ${target.origin} send (--origin)?`,
    );
    say('\n0 passed, 1 failed');
    return { passed: 0, failed: 1, findings: ['takes a plain record'] };
  }
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
