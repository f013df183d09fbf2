import type { Outbox, Waiting } from '../../examples/react-native/outbox';

/** The outbox of the React Native recipe without a disk: SQLite is not here, and what is tested is around it. */
export const memoryOutbox = (): Outbox & { rows: Map<string, Waiting>; refused: Set<string> } => {
  const rows = new Map<string, Waiting>();
  const refused = new Set<string>();
  return {
    rows,
    refused,
    keep(batch) {
      const { project, records } = batch as { project: string; records: { id: string }[] };
      return records.map((record) => {
        const { id } = record;
        if (rows.has(id)) return { id, status: 'duplicate' };
        rows.set(id, { project, id, batch: { ...(batch as object), records: [record] } });
        return { id, status: 'accepted' };
      });
    },
    waiting: () => [...rows.values()].filter(({ id }) => !refused.has(id)),
    remove: ({ id }) => void rows.delete(id),
    refuse: ({ id }) => void refused.add(id),
  };
};
