/** Projects that have a database here; undefined where a browser cannot list them (Firefox before 126). */
export const projects = async (): Promise<string[] | undefined> => {
  const names = await indexedDB.databases?.().catch(() => undefined);
  // one that was left behind for another name (`~`) is the same project
  return names && [...new Set(names.flatMap(({ name }) => /^earshot:([\w.-]{1,64})~?$/.exec(name ?? '')?.[1] ?? []))];
};
