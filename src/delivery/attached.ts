import { each } from './each';
import type { Tx } from './store';

/** What attachments take, beside `meta:total`, which counts words: those never wait for pictures. */
export interface Attached {
  bytes: number;
  /** Until when the server wants no more of them (`Retry-After`), ms since the epoch, and which one. */
  hold?: number;
  url?: string;
}
export const ATTACHED = 'meta:attached';
export const keyOf = (record: string, id: string): string => `a:${record}:${id}`;

/** An attachment's id, and its record's, as events have them. */
export interface AttachmentName {
  /** Of the record. */
  id: string;
  attachment: string;
}
export const nameOf = (key: string): AttachmentName => {
  const [, id = '', attachment = ''] = key.split(':');
  return { id, attachment };
};

/** Adds to what attachments take. */
export const addAttached = (tx: Tx, bytes: number): void =>
  tx.get(ATTACHED, (row) => {
    const attached = (row ?? { bytes: 0 }) as Attached;
    tx.put(ATTACHED, { ...attached, bytes: Math.max(0, attached.bytes + bytes) });
  });

/** Erases all attachments, or those of one record, of whatever version; adds to `gone` which they were. */
export const eraseAttached = (tx: Tx, gone: object[], record?: string): void => {
  let bytes = 0;
  each(
    tx,
    record ? keyOf(record, '') : 'a:',
    (key, row) => {
      bytes += (row as { bytes?: ArrayBuffer } | null)?.bytes?.byteLength ?? 0;
      tx.del(key);
      gone.push(nameOf(key));
    },
    () => bytes && addAttached(tx, -bytes),
  );
};
