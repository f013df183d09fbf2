/**
 * The one condition by which figures leave spam out; `answers` is the alias of a table with `project` and `id`. `setStatus`
 * is the one place where a submission becomes spam, or ceases to be.
 */
export const notSpam = (answers: string): string =>
  `NOT EXISTS (SELECT 1 FROM earshot_submissions spam WHERE spam.project = ${answers}.project AND spam.id = ${answers}.id
    AND spam.status = 'spam' AND spam.kind = 'submission' AND NOT spam.test)`;
