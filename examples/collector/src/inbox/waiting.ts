/** Whether somebody who asked for a reply still waits for one; `s` is the alias of a row of `earshot_submissions`. */
export const waitsForReply = (s: string): string =>
  `${s}.wants_reply AND ${s}.status IN ('new', 'acknowledged') AND NOT EXISTS (
    SELECT 1 FROM earshot_replies r WHERE r.project = ${s}.project AND r.submission_id = ${s}.id)`;
