/** Names of entries are the sender's: more than these are counted, and do not fill the log. */
const MAX_LINES = 100;

/** Logs once what the records of a project say wrongly of themselves, so that its developer can see it. Paths only, never a value. */
export const createMendedLog = (log: (line: string) => void) => {
  const seen = new Map<string, Set<string>>();
  return (project: string, mended: string[]): void => {
    let paths = seen.get(project);
    if (!paths) seen.set(project, (paths = new Set()));
    for (const one of mended) {
      const path = one.replace(/\[\d+\]/g, '[]');
      if (paths.size >= MAX_LINES || paths.has(path)) continue;
      paths.add(path);
      log(`submissions: project "${project}" sends a malformed ${path}: it is mended or left out, the rest is stored`);
    }
  };
};
