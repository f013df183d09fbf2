import type { Tx } from './store';

/** Rows that are read at once. Most walks end within a batch, and a row can be as large as a record may be. */
const PAGE = 32;

/** Visits keys that begin with `prefix`, in order, until `visit` returns false; then `done`, in the same transaction. */
export const each = (
  { rows }: Tx,
  prefix: string,
  visit: (key: string, value: unknown) => boolean | void,
  done?: () => void,
): void => {
  if (rows instanceof Map) {
    for (const key of [...rows.keys()].filter((name) => name.startsWith(prefix)).sort()) {
      if (visit(key, rows.get(key)) === false) break;
    }
    done?.();
    return;
  }
  // Page by page, keys and values side by side: a cursor makes a round trip for each row.
  const page = (after: string) => {
    const range = IDBKeyRange.bound(after, `${prefix}\uffff`, after !== prefix);
    const keys = rows.getAllKeys(range, PAGE);
    const values = rows.getAll(range, PAGE);
    values.onsuccess = () => {
      const names = keys.result as string[];
      if (names.every((key, index) => visit(key, values.result[index]) !== false) && names.length === PAGE) {
        page(names[PAGE - 1]!);
      } else done?.();
    };
  };
  page(prefix);
};
