/**
 * Ids as the text of an array: `id = ANY($1::text[])`. Rows of a large table are looked up by it whatever the planner
 * believes of the table; from a list that is joined it may go through the whole of a project for each id, where its statistics
 * are older than an import.
 */
export const idArray = (ids: Iterable<string>): string =>
  `{${[...ids].map((id) => `"${id.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
