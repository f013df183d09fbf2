import { Hono } from 'hono';
import { may } from '../../accounts/person';
import type { Action } from '../../inbox/action';
import { filterQuery, readFilter } from '../../inbox/filter';
import { readAround } from '../../inbox/read-around';
import { readCounts } from '../../inbox/read-counts';
import { readInbox } from '../../inbox/read-inbox';
import { readKnown } from '../../inbox/read-known';
import { readResponse } from '../../inbox/read-response';
import { markRead, visit } from '../../inbox/seen';
import { setOwner } from '../../inbox/set-owner';
import { setStatus } from '../../inbox/set-status';
import { isStatus } from '../../inbox/status';
import { tagOf, tagsOf } from '../../inbox/tag';
import { addTags, removeTags } from '../../inbox/tags';
import { putIn } from '../../themes/actions';
import { readTheme, readThemes } from '../../themes/read';
import { needs, queryOf, type ReportApp, type ReportContext, type ReportRequest, readForm } from '../context';
import { type Said, saying } from '../flash';
import { projectAddress } from '../frame';
import { livePage } from '../live/live-bar';
import { readArrived } from '../submissions/read';
import { inboxPage } from './inbox-page';

const PAGE_SIZE = 25;

/** `/p/:project/inbox`: what came in, by state, and what is done to several at once. */
export const inboxRoutes = ({ store, projects, clock, emit, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;
  const noProject = (c: ReportRequest) => missing(c, 'There is no project of this name.');

  app.get('/p/:project/inbox', async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return noProject(c);
    const query = queryOf(c);
    const filter = readFilter(query);
    const from = query.get('from') ?? '';
    const person = c.get('person');
    const nowMs = clock();
    const followUp = projects[project]?.followUp ?? 'each';
    const since = await visit(database, { person: person.name, project, nowMs });
    const [{ entries, next }, counts, response, known, themes] = await Promise.all([
      readInbox(database, {
        project,
        filter,
        person: person.name,
        contacts: may(person, 'answer'),
        since,
        from,
        limit: PAGE_SIZE,
      }),
      readCounts(database, project),
      readResponse(database, project, followUp, nowMs),
      readKnown(database, project),
      readThemes(database.query, project),
    ]);
    const listed = entries.map(({ stored }) => stored);
    const [around, arrived] = await Promise.all([
      readAround(database, project, entries),
      readArrived(database, project, listed),
    ]);
    return c.html(
      inboxPage({
        person,
        project,
        projects: names,
        filter,
        query,
        counts,
        response,
        followUp,
        known: { ...known, themes },
        entries,
        around,
        arrived,
        next,
        from,
        cameBefore: since !== null,
        nowMs,
        live: livePage(c, project, nowMs),
      }),
    );
  });

  /** Does to the ticked ones whatever was chosen, and says what came of it. */
  const apply = async (action: Action, form: URLSearchParams): Promise<[Said, number]> => {
    const ids = form.getAll('id');
    const [status, owner, untag, theme] = ['status', 'owner', 'untag', 'theme'].map((name) => form.get(name) ?? '') as [
      string,
      string,
      string,
      string,
    ];
    const tags = tagsOf(form.get('tag') ?? '');
    const off = untag && tagOf(untag);
    if (tags === 'wrong' || (untag && !off)) return ['tag', 0];
    if (!ids.length) return ['unselected', 0];
    if (!isStatus(status) && !owner && !tags.length && !off && !theme) return ['unsaid', 0];
    // Before anything is changed, since each change is kept by itself.
    if (theme && !(await readTheme(database.query, action.project, theme))) return ['gone', 0];
    const changed = new Set<string>();
    const note = (done: string[]) => {
      for (const id of done) changed.add(id);
    };
    if (isStatus(status)) note(await setStatus(database, action, ids, status));
    if (owner) {
      const name = owner === 'mine' ? action.who : owner === 'nobody' ? '' : owner.slice(1);
      note(await setOwner(database, action, ids, name));
    }
    if (tags.length) note(await addTags(database, action, ids, tags));
    if (off) note(await removeTags(database, action, ids, [off]));
    if (theme) {
      const put = await putIn(database, action, theme, ids);
      if (!put && !changed.size) return ['gone', 0];
      note(put ?? []);
    }
    return [changed.size ? 'changed' : 'unchanged', changed.size];
  };

  app.post('/p/:project/inbox', needs('answer'), async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return noProject(c);
    const form = await readForm(c);
    const action = { project, who: c.get('person').name, nowMs: clock(), emit };
    const [code, n] = await apply(action, form);
    // Only what a filter can say comes back: nobody is led elsewhere by a form.
    const back = filterQuery(readFilter(new URLSearchParams(form.get('back') ?? '')));
    return c.redirect(saying(`${projectAddress(project)}/inbox`, back, code, n), 303);
  });

  app.post('/p/:project/inbox/read', async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return noProject(c);
    await markRead(database, { person: c.get('person').name, project, nowMs: clock() });
    return c.redirect(saying(`${projectAddress(project)}/inbox`, new URLSearchParams(), 'read'), 303);
  });
  return app;
};
