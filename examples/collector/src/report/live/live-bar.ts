import { html } from 'hono/html';
import { type Html, queryOf, type ReportRequest } from '../context';
import { livePolicy } from '../policy';

/** What a page needs to hear of new submissions. */
export interface LivePage {
  /** Where it hears of them. */
  address: string;
  /** Where they are seen: this page from its beginning. */
  show: string;
}

/** Parameters of an address that lead to a later page of a list, or say what a form did. */
const NOT_AT_THE_BEGINNING = ['before', 'done', 'n', 'ticked'];

/**
 * Lets this page hear of what comes after `sinceMs`, the moment before it was read: its policy allows the script. A page
 * that does not call this has none.
 */
export const livePage = (c: ReportRequest, project: string, sinceMs: number): LivePage => {
  c.header('Content-Security-Policy', livePolicy);
  const searchParams = queryOf(c);
  for (const name of NOT_AT_THE_BEGINNING) searchParams.delete(name);
  // A place in a list; without the wave it is the first day of a period.
  if (searchParams.get('from')?.includes('~')) searchParams.delete('from');
  return {
    address: `/report/p/${encodeURIComponent(project)}/live?since=${sinceMs}`,
    show: `${c.req.path}${searchParams.size ? `?${searchParams}` : ''}`,
  };
};

/** Empty until something comes. It is there before, so that what is put into it is read out. */
export const liveBar = ({ address, show }: LivePage): Html =>
  html`<div class="live" aria-live="polite" data-live="${address}" data-show="${show}"></div>`;
