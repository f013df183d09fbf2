/** Pages of a project whose address says what they show. */
const PAGE = /^(?:submissions|inbox|figure|themes(?:\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?)?$/;
/** The page of a kept address, without what it is of: `themes`. Empty: the overview. */
export const pageOf = (path: string): string => path.split('?')[0]!.split('/')[0]!;

/** Where in a list somebody was, and what a form did, are no part of what a page shows. */
const PASSING = ['before', 'done', 'n', 'ticked'];
const MOST = 2_000;

/** An address of a list goes on from its `from`, where those of figures have a day. */
const POSITION = /^\d{1,16}~/;

/**
 * What of an address is kept: a page of a project and its query, written anew, without what leads elsewhere. Undefined for all
 * else: another page, another site, another project.
 */
export const viewPathOf = (text: string): string | undefined => {
  if (text.length > MOST) return undefined;
  const [page = '', ...rest] = text.split('?');
  if (!PAGE.test(page)) return undefined;
  const query = new URLSearchParams(rest.join('?').replaceAll('\0', ''));
  for (const name of PASSING) query.delete(name);
  if (POSITION.test(query.get('from') ?? '')) query.delete('from');
  for (const [name, value] of [...query]) if (!value || value.includes('\0')) query.delete(name);
  const path = `${page}${query.size ? `?${query}` : ''}`;
  return path.length > MOST ? undefined : path;
};
