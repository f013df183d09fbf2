import { readConfig } from '../config';
import { sweep } from '../retention/by-age';
import type { Command } from './command';
import { withStore } from './with-store';

export const retentionCommand: Command = {
  takes: '',
  help: `Erases now what is older than the "retentionDays" of its project. A running collector does so by itself, every ten minutes.`,
  options: {},
  async run(_, context) {
    const { projects } = readConfig(context.env);
    const kept = Object.entries(projects).filter(([, { retentionDays }]) => retentionDays);
    if (!kept.length) context.say('No project has "retentionDays": nothing is erased by its age.');
    return withStore(context, async (store) => {
      const counts = await sweep(store, projects, context.clock());
      for (const [project, { retentionDays }] of kept)
        context.say(`${project}: ${counts[project] ?? 0} records older than ${retentionDays} days erased`);
      return 0;
    });
  },
};
