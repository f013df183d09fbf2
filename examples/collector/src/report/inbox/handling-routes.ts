import { Hono, type MiddlewareHandler } from 'hono';
import type { Person } from '../../accounts/person';
import { type Action, writtenText } from '../../inbox/action';
import { addNote } from '../../inbox/add-note';
import { whyNoReply } from '../../inbox/may-reply';
import { reply, sendAgain } from '../../inbox/reply';
import { ownerName, setOwner } from '../../inbox/set-owner';
import { setStatus } from '../../inbox/set-status';
import { isStatus, type Status } from '../../inbox/status';
import { tagsOf } from '../../inbox/tag';
import { addTags, removeTags } from '../../inbox/tags';
import { UUID7 } from '../../ingest/records';
import { needs, type ReportApp, type ReportContext, type ReportEnv, readForm } from '../context';
import { type Said, saying } from '../flash';
import { projectAddress } from '../frame';
import { readSubmission } from '../submissions/read';

/** `POST /p/:project/s/:id/…`: what is done with one submission. Each leads back to its page. */
export const handlingRoutes = ({ store, projects, clock, outbox, emit, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const { database } = store;

  /** Runs `work` on a submission that is there, and says on its page what came of it. */
  const handling =
    (
      work: (action: Action, id: string, form: URLSearchParams, person: Person) => Promise<Said>,
    ): MiddlewareHandler<ReportEnv> =>
    async (c) => {
      const [project, id] = [c.req.param('project') ?? '', c.req.param('id') ?? ''];
      if (!Object.hasOwn(projects, project) || !UUID7.test(id)) return missing(c, 'There is no such submission.');
      const action = { project, who: c.get('person').name, nowMs: clock(), emit };
      const code = await work(action, id, await readForm(c), c.get('person'));
      return c.redirect(saying(`${projectAddress(project)}/s/${id}`, new URLSearchParams(), code), 303);
    };

  /** What was typed, or what is wrong with it. */
  const typed = (form: URLSearchParams): { text: string } | { wrong: Said } => {
    const text = writtenText(form.get('text') ?? '');
    if (text === undefined) return { wrong: 'long' };
    return text ? { text } : { wrong: 'empty' };
  };

  app.post(
    '/p/:project/s/:id/state',
    needs('answer'),
    handling(async (action, id, form) => {
      const [tags, had] = [tagsOf(form.get('tags') ?? ''), tagsOf(form.get('had-tags') ?? '')];
      if (tags === 'wrong' || had === 'wrong') return 'tag';
      const changed: string[] = [];
      // Only what differs from what the page showed: what somebody else changed meanwhile stands.
      const status = form.get('status');
      if (isStatus(status) && status !== form.get('had-status'))
        changed.push(...(await setStatus(database, action, [id], status)));
      const owner = form.get('owner');
      if (owner !== null && ownerName(owner) !== ownerName(form.get('had-owner') ?? ''))
        changed.push(...(await setOwner(database, action, [id], owner)));
      const more = tags.filter((tag) => !had.includes(tag));
      const less = had.filter((tag) => !tags.includes(tag));
      if (more.length) changed.push(...(await addTags(database, action, [id], more)));
      if (less.length) changed.push(...(await removeTags(database, action, [id], less)));
      return changed.length ? 'saved' : 'unchanged';
    }),
  );

  app.post(
    '/p/:project/s/:id/note',
    needs('answer'),
    handling(async (action, id, form) => {
      const note = typed(form);
      if ('wrong' in note) return note.wrong;
      await addNote(database, action, id, { text: note.text, key: form.get('key') });
      return 'note';
    }),
  );

  app.post(
    '/p/:project/s/:id/reply',
    needs('answer'),
    handling(async (action, id, form, person) => {
      const said = typed(form);
      if ('wrong' in said) return said.wrong;
      const stored = await readSubmission(database, person, action.project, id);
      if (!stored || whyNoReply(stored.record, stored.status as Status, outbox !== undefined)) return 'refused';
      const resolve = form.get('resolve') === '1';
      await reply(database, action, id, { text: said.text, key: form.get('key'), resolve });
      outbox?.wake();
      return 'reply';
    }),
  );

  app.post(
    '/p/:project/s/:id/again',
    needs('answer'),
    handling(async (action, id, form) => {
      const again = outbox && (await sendAgain(database, action, id, form.get('reply') ?? ''));
      outbox?.wake();
      return again ? 'again' : 'unchanged';
    }),
  );
  return app;
};
