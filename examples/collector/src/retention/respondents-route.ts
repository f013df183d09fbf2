import type { Context } from 'hono';
import { auditErasure } from '../accounts/audit';
import { refuse, unavailable } from '../ingest/answer';
import { readBody } from '../ingest/read-body';
import type { Store } from '../storage/store';
import { PROJECT } from '../transfer/selection';
import { eraseRespondent } from './respondent';
import { whoOf } from './who';

const MAX_BODY_BYTES = 4_096;
const always = async () => true;

/**
 * `DELETE /v1/admin/respondents?project=` with `{ userKey | anonId | email }`: in the body, since addresses of requests are
 * written into logs.
 * @param settled whether all that was received by now is stored: what still waits in the ingest log cannot be looked through
 */
export const respondentsRoute =
  (store: Store, clock: () => number, settled = always) =>
  async (c: Context) => {
    const bad = (message: string) => refuse(c, 400, { code: 'invalid_batch', message });
    const project = c.req.query('project') ?? '';
    if (!PROJECT.test(project)) return bad('Say which: ?project=NAME');
    const text = await readBody(c, MAX_BODY_BYTES);
    if (text === 'too_large')
      return refuse(c, 413, { code: 'too_large', message: `Say whose in ${MAX_BODY_BYTES} bytes or fewer.` });
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return refuse(c, 400, { code: 'malformed_json', message: 'The body is not JSON.' });
    }
    const who = whoOf(value);
    if (typeof who === 'string') return bad(who);
    if (!(await settled()))
      return unavailable(
        c,
        'Records still wait in the ingest log, perhaps of this person. Nothing was erased; ask again.',
      );
    const written = auditErasure({ atMs: clock(), who: 'admin API', project });
    return c.json(await eraseRespondent(store, project, who, undefined, written));
  };
