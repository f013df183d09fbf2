import type { Store } from '../../src/app';
import { createRolling } from '../../src/rollup/rolling';

/** Counts all that waits in a project, as a collector does in the background. */
export const countAll = async (store: Store, project: string): Promise<void> => {
  const failed = (what: string) => {
    throw new Error(what);
  };
  const rolling = createRolling({
    database: store.database,
    timeZones: { [project]: 'UTC' },
    log: failed,
    onUncountable: failed,
  });
  while (!(await rolling.counted(project, 10_000)));
  await rolling.close();
};
