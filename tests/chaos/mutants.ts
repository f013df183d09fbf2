import { type Change, changedBuild, changedCopy } from '../support/changed-build';

/** Queues that are broken on purpose, as others shipped them: a run that does not find them proves nothing. */
export const MUTANTS: { [name: string]: { means: string; changes: Change[] } } = {
  'remove-before-ack': {
    means: 'a record leaves the queue when it is sent, not when it is acked',
    changes: [
      [
        'src/feedback.ts',
        '    const reply = await engine.transport(',
        '    await removeEntry(store, id);\n    const reply = await engine.transport(',
      ],
      [
        'src/delivery/flusher.ts',
        '      for (const { id } of claim.claimed) settings.sending(id);',
        '      for (const { id } of claim.claimed) await removeEntry(queue.store, id);',
      ],
      [
        'src/delivery/flusher.ts',
        "import type { Timing } from '../options';",
        "import type { Timing } from '../options';\nimport { removeEntry } from './entry';",
      ],
    ],
  },
  'no-lease': {
    means: 'what one tab is sending, another may send too',
    changes: [
      ['src/feedback.ts', 'lease: at + settings.timing.leaseMs', 'lease: 0'],
      ['src/delivery/queue.ts', 'lease: time + timing.leaseMs', 'lease: 0'],
    ],
  },
  'request-success': {
    means: 'a record is said to be kept when its request succeeded, not when its transaction is complete',
    changes: [
      [
        'src/delivery/disk.ts',
        'put: (key, value) => rows.put(value, key),',
        'put: (key, value) => (last = rows.put(value, key)),',
      ],
      [
        'src/delivery/disk.ts',
        '    const completed = promisifyRequest(tx);',
        '    let last: IDBRequest | undefined;\n    const completed = promisifyRequest(tx);',
      ],
      [
        'src/delivery/disk.ts',
        '    return completed;',
        '    completed.catch(() => {});\n    return last ? promisifyRequest(last as IDBRequest<never>) : completed;',
      ],
    ],
  },
  'new-id-on-retry': {
    means: 'a record gets a new id each time that it is sent again',
    changes: [
      [
        'src/delivery/send.ts',
        'claimed.map(({ body }) => body)',
        "claimed.map(({ body, id, tries }) => (tries ? body.replace(id, id.slice(0, -4) + Math.random().toString(16).slice(2, 6).padEnd(4, '0')) : body))",
      ],
    ],
  },
};

/** A copy of the sources with the mutant's changes, or without any, to compare. */
export const copyMutant = (name: string | undefined, parts: string[]) =>
  changedCopy(name ?? 'none', name ? MUTANTS[name]!.changes : [], parts);

/** Builds what pages load, broken. */
export const buildMutant = (name: string) => changedBuild(name, MUTANTS[name]!.changes);
