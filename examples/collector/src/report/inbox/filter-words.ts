import type { Filter } from '../../inbox/filter';
import { statusWords } from '../../inbox/status';

type Box = 'asked' | 'waiting' | 'unread' | 'low' | 'suspect' | 'tests';

/** What can be ticked among the filters. */
export const boxWords: Record<Box, string> = {
  asked: 'Asked for a reply',
  waiting: 'Waits for a reply',
  unread: 'Unread',
  low: 'Low rating',
  suspect: 'Looks like spam',
  tests: 'Tests too',
};

const stateWords: Record<Filter['status'], string> = { ...statusWords, all: 'All but spam' };

const ownerWords = (owner: string): string | false => {
  if (owner === 'mine') return 'Mine';
  return owner === 'nobody' ? 'Without an owner' : owner && `Owner ${owner.replace(/^=/, '')}`;
};

/** All that an inbox is narrowed by, each in words. */
export const filterWords = (filter: Filter): string[] => {
  const { status, owner, tag, survey, search, order } = filter;
  return [
    stateWords[status],
    search && `“${search}”`,
    ownerWords(owner),
    tag && `Tag ${tag}`,
    survey && `Survey ${survey}`,
    ...(Object.keys(boxWords) as Box[]).map((box) => filter[box] && boxWords[box]),
    order === 'oldest' && 'Oldest first',
  ].filter((words): words is string => Boolean(words));
};
