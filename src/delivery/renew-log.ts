const NAME = 'earshot~';
let request: IDBOpenDBRequest | undefined;

/**
 * Makes Chromium begin a new log file below the databases of this origin, by deleting an empty one; once a page. Its
 * LevelDB writes each record of that log in two parts. A browser that is killed between them leaves a torn end; the next
 * start reads all that is before it, and writes on behind it; the start after that finds the log corrupt and throws away
 * whatever the origin has (fault 39). Other engines have no such log; in Firefox a list of the databases was seen to fail
 * for good after it. The name is nobody else's: a project's begins with `earshot:`.
 */
export const renewLog = (): void => {
  if (!/Chrome/.test(navigator.userAgent) || request) return;
  try {
    request = indexedDB.open(NAME);
    request.onsuccess = () => {
      request!.result.close();
      indexedDB.deleteDatabase(NAME);
    };
  } catch {} // an opaque origin has no databases
};
