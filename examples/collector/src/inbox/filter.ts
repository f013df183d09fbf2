import { isStatus, type Status } from './status';
import { tagOf } from './tag';

/** What the inbox shows. As an address it is the query of the page, and nothing else of that query is looked at. */
export interface Filter {
  /** `all`: whatever is not spam. */
  status: Status | 'all';
  /** Empty: anybody's. Else `mine`, `nobody`, or `=` and a name. */
  owner: string;
  tag: string;
  survey: string;
  search: string;
  /** Asked for a reply. */
  asked: boolean;
  /** Asked for a reply, is neither resolved nor spam, and got none. */
  waiting: boolean;
  /** Came since the last visit. */
  unread: boolean;
  /** With a low rating. */
  low: boolean;
  /** Looks like spam. */
  suspect: boolean;
  /** Tests too. */
  tests: boolean;
  order: 'newest' | 'oldest';
}

const clean = (text: string | null, most: number): string =>
  [...(text ?? '').replaceAll('\0', '').trim()].slice(0, most).join('');

export const readFilter = (query: URLSearchParams): Filter => {
  const status = query.get('status');
  return {
    status: status === 'all' || isStatus(status) ? status : 'new',
    owner: clean(query.get('owner'), 81),
    tag: tagOf(query.get('tag') ?? '') ?? '',
    survey: clean(query.get('survey'), 64),
    search: clean(query.get('q'), 200),
    asked: query.get('asked') === '1',
    waiting: query.get('waiting') === '1',
    unread: query.get('unread') === '1',
    low: query.get('low') === '1',
    suspect: query.get('suspect') === '1',
    tests: query.get('tests') === '1',
    order: query.get('order') === 'oldest' ? 'oldest' : 'newest',
  };
};

/** The same as a query: `readFilter` of it gives the filter back. */
export const filterQuery = (filter: Filter): URLSearchParams => {
  const { search, status, order, ...rest } = filter;
  const query = new URLSearchParams();
  if (status !== 'new') query.set('status', status);
  for (const [name, value] of Object.entries({ ...rest, q: search }))
    if (value) query.set(name, value === true ? '1' : String(value));
  if (order === 'oldest') query.set('order', order);
  return query;
};

/** Whether it leaves out anything beside other states. */
export const isNarrow = ({ owner, tag, survey, search, asked, waiting, unread, low, suspect }: Filter): boolean =>
  Boolean(owner || tag || survey || search || asked || waiting || unread || low || suspect);
