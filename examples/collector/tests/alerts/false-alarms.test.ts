import { expect, it } from 'vitest';
import { projectsAlarmed, projectsSilenced } from './false-alarms';

/** `FALSE_ALARMS=1000 npx vitest run …` for the numbers in `src/alerts/README.md`. */
const PROJECTS = Number(process.env['FALSE_ALARMS'] ?? 10);

it('where nothing changes, fewer than 5 of 100 projects get an alert of a figure in a quarter', () => {
  const alarmed = [6, 25].map((perDay) => projectsAlarmed(PROJECTS / 2, perDay, perDay));
  const share = (100 * (alarmed[0]! + alarmed[1]!)) / PROJECTS;
  console.log(
    `alerts of a figure without a change: ${alarmed.join(' and ')} of ${PROJECTS / 2} projects each (${share.toFixed(1)} %)`,
  );
  // Of few one may be unlucky.
  expect(share).toBeLessThanOrEqual(PROJECTS < 100 ? 10 : 5);
});

it('where feedback comes as ever, fewer than 2 of 100 projects are told of a silence in a quarter', () => {
  const silenced = [3, 40, 600].map((perDay) => projectsSilenced(PROJECTS, perDay, perDay));
  console.log(`alerts of a silence that is chance: ${silenced.join(', ')} of ${PROJECTS} projects each`);
  for (const n of silenced) expect((100 * n) / PROJECTS).toBeLessThan(2);
});
