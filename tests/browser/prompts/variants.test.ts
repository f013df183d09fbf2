import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { changedBuild } from '../../support/changed-build';
import { planLife, UNSAMPLED } from './plan';
import { useTown } from './town';
import { CHANGES, variants } from './variants';

const SEED = 21;
vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 1_800_000 });
let build: ReturnType<typeof changedBuild>;

beforeAll(() => {
  build = changedBuild('fatigue', CHANGES, { plain: true });
});
afterAll(() => build?.remove());
const live = useTown(variants.map(([name]) => name));

test.concurrent.each(variants)(
  'in a real browser a broken variant is caught: %s',
  async (name, { means, says, style }) => {
    const plan = planLife(SEED, 40, { busy: 0.4, ...style });
    const { broken, prompts } = await live({
      name,
      plan,
      dist: build.dist,
      visitor: { broken: name },
      options: { quietDays: 3, surveys: UNSAMPLED },
    });
    const found = broken.told.filter((line) => says.test(line));
    console.log(`${name} (${means}), seed ${SEED}, ${plan.length} visits, prompts`, prompts, found);
    expect(found, `seed ${SEED}: ${broken.told.join('\n')}`).not.toEqual([]);
  },
);
