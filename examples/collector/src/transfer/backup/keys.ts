import { createHash } from 'node:crypto';
import type { Query } from '../../storage/database';

/** What the marks of erasures are signed with. `createStore` has made one. */
export const eraseKey = async (query: Query): Promise<string> => {
  const [row] = await query<{ value: string }>("SELECT value FROM earshot_settings WHERE name = 'erase_key'");
  return row?.value ?? '';
};

/** Tells keys apart without giving one away. */
export const fingerprint = (key: string): string =>
  createHash('sha256').update(`earshot erase key ${key}`).digest('hex').slice(0, 16);
