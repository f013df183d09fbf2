import type { Database } from '../storage/database';
import { type Action, at, holding, madeId } from './action';

const ADD_NOTE = `INSERT INTO earshot_notes (project, submission_id, id, at, who, text)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`;

/**
 * Adds a note that only the team reads. The same `key` again adds nothing.
 * @returns whether it was added; `false` also where there is no such submission.
 */
export const addNote = (
  database: Database,
  action: Action,
  id: string,
  { text, key }: { text: string; key?: string | null | undefined },
): Promise<boolean> =>
  holding(database, action, [id], async (query, [held]) => {
    if (!held) return false;
    const added = await query(ADD_NOTE, [action.project, id, madeId(key), at(action), action.who, text]);
    return added.length > 0;
  });
