import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import type { Stage } from './stage';

const axe = readFile('node_modules/axe-core/axe.min.js', 'utf8');

/** Puts axe into the page, once. */
export const bringAxe = async (page: Page): Promise<void> => {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(await axe);
};

/** Off by default in axe: WCAG 2.5.8. */
const RUN = "axe.run({ rules: { 'target-size': { enabled: true } } })";

export interface Finding {
  kind: 'violation' | 'incomplete';
  rule: string;
  node: string;
  why: string;
}

/** What axe says about the whole page, ours and the host's, with the rules of WCAG 2.2 A and AA and its best practices. */
export async function findings(page: Page): Promise<Finding[]> {
  await bringAxe(page);
  const { violations, incomplete } = (await page.evaluate(RUN)) as AxeResults;
  const list = (kind: Finding['kind'], results: AxeResults['violations']) =>
    results.flatMap(({ id, nodes }) =>
      nodes.map((node) => ({
        kind,
        rule: id,
        node: JSON.stringify(node.target),
        why: [...node.any, ...node.all, ...node.none].map(({ message }) => message).join('; '),
      })),
    );
  const contrasts = await page.evaluate(
    // a page without a stage has nothing that axe cannot see through: what is open there is told as it is
    (targets) => (window as unknown as { stage?: Stage }).stage?.contrastsAt(targets),
    incomplete.find(({ id }) => id === 'color-contrast')?.nodes.map(({ target }) => target as unknown as [string[]]) ??
      [],
  );
  return [
    ...list('violation', violations),
    ...list(
      'incomplete',
      incomplete.filter(({ id }) => !contrasts || id !== 'color-contrast'),
    ),
    // axe cannot see through a shadow root beside <body>: what it leaves open is measured here.
    ...(contrasts ?? [])
      // What could not be measured is a finding too.
      .filter(({ ratio, needed }) => !(ratio >= needed))
      .map(({ node, ratio, needed }) => ({
        kind: 'violation' as const,
        rule: 'contrast',
        node,
        why: `${ratio} < ${needed}`,
      })),
  ];
}
