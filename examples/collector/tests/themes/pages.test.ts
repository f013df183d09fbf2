import { describe, expect, it } from 'vitest';
import { readAudit } from '../../src/accounts/audit';
import { shareDifference } from '../../src/metrics/difference';
import { changeWords } from '../../src/report/themes/theme-words';
import type { ThemeFigures } from '../../src/themes/figures';
import { post, reportAs } from '../support/inbox';
import { ces, record, words } from '../support/records';
import { NOW, useReport, visible } from '../support/report';
import { english, fields } from '../support/updates';

const report = useReport();
const said = (text: string, score = 2) => record({ answers: [ces(score), words(text)] });

/** A project with a theme, and the pages as somebody of a role sees them. */
const setUp = async (texts: string[]) => {
  const records = texts.map((text) => said(text));
  const made = await report.newProject(records);
  const projects = { [made.name]: { origins: [] } };
  const as = (role: 'read' | 'answer' | 'admin') =>
    reportAs(made.collector.store, projects, role, { nowMs: NOW, name: `a ${role}` });
  const at = `/report/p/${made.name}/themes`;
  const { status, to } = await post(as('answer'), at, {
    name: 'Signing in <b>',
    words: '로그인\nlog in',
    description: 'At the door',
    state: 'planned',
  });
  expect(status).toBe(303);
  await made.collector.counted(10_000);
  const get = async (path: string, role: 'read' | 'answer' = 'answer') => (await as(role).request(path)).text();
  return { ...made, records, as, at, theme: to, id: to.split('/').at(-1)!, get };
};

describe('the words for a change', () => {
  const figures = (adjusted: number): ThemeFigures => ({
    n: 30,
    share: undefined,
    score: undefined,
    change: { ...shareDifference(30, 100, 24, 100), adjusted, caution: 'none' },
  });

  it('have the estimate before its interval, also where it is within the noise', () => {
    expect(visible(String(changeWords(figures(0.483))))).toContain('+6, no clear change');
    expect(visible(String(changeWords(figures(0.483))))).toMatch(/−6 to \+18 p = 0\.483/);
    expect(visible(String(changeWords(figures(0.01))))).toMatch(/^ \+6 −6/);
  });
});

describe('the pages of themes', () => {
  it('list each with how many it holds, their share with its interval, their score and their newest words', async () => {
    const texts = [
      ...Array.from({ length: 12 }, (_, at) => `로그인 ${at}`),
      ...Array.from({ length: 8 }, (_, at) => `이체 ${at}`),
    ];
    const { at, get } = await setUp(texts);
    const text = visible(await get(at));
    expect(text).toContain('20 submissions have words');
    // 12 of 20 by Wilson; all 12 gave a 2 of 7.
    expect(text).toMatch(
      /Signing in <b> Planned 12 60\s% 39 to 78 directional – 2\.00 2\.00 to 2\.00, n = 12 directional 로그인 \d+/,
    );
    expect(await get(at)).not.toContain('<b>');
  });

  it('show what one holds, with its words marked, and lead to the list with all filters', async () => {
    const { theme, get, name, id } = await setUp(Array.from({ length: 26 }, (_, at) => `Cannot LOG IN ${at}`));
    const html = await get(theme);
    expect(html.match(/<mark>LOG IN<\/mark>/g)).toHaveLength(25);
    // What takes one out stands in its card, so that it belongs to no other.
    const takers = /<footer><form method="post" action="[^"]*\/out">.*?<\/form><\/footer>\s*<\/article>/g;
    expect(html.match(takers)).toHaveLength(25);
    const link = `/report/p/${name}/submissions?theme=${id}&amp;period=90`;
    expect(html).toContain(`href="${link}"`);
    expect(await get(link.replace('&amp;', '&'))).toContain('26 submissions');
  });

  it('take a submission out and put one in, from the page of the theme, of the submission, and from the inbox', async () => {
    const { theme, id, name, records, as, get, collector } = await setUp(['로그인 1', '로그인 2', 'something else']);
    const [first, second, other] = records.map((one) => one.id) as [string, string, string];
    const app = as('answer');
    expect((await post(app, `${theme}/out`, { id: first })).to).toContain('done=unthemed&n=1');
    expect((await post(app, `${theme}/out`, { id: first })).to).toContain('done=unchanged');
    expect((await post(app, `/report/p/${name}/s/${second}/themes`, { out: id })).to).toContain('done=unthemed');
    expect((await post(app, `/report/p/${name}/inbox`, { id: [first, other], theme: id })).to).toContain(
      'done=changed&n=2',
    );
    const gone = { id: first, status: 'closed', theme: '5a3b1e00-0000-4000-8000-000000000999' };
    expect((await post(app, `/report/p/${name}/inbox`, gone)).to).toContain('done=gone');
    const [kept] = await collector.store.database.query('SELECT status FROM earshot_submissions WHERE id = $1', [
      first,
    ]);
    expect(kept).toEqual({ status: 'new' });
    expect((await post(app, `/report/p/${name}/s/${second}/themes`, { in: id })).to).toContain('done=themed');
    expect((await post(app, `/report/p/${name}/s/${second}/themes`, { in: 'nonsense' })).to).toContain('done=gone');
    expect(await get(theme)).toContain('<dd>3</dd>');
    expect(await get(`/report/p/${name}/s/${other}`)).toContain('Signing in');
  });

  it('are read by everybody and changed by who answers; the log has every change', async () => {
    const { theme, at, name, records, as, get, collector } = await setUp(['로그인 1']);
    const reader = as('read');
    for (const path of [
      at,
      `${theme}`,
      `${theme}/delete`,
      `${theme}/out`,
      `/report/p/${name}/s/${records[0]!.id}/themes`,
    ])
      expect((await post(reader, path, { name: 'x', id: records[0]!.id })).status).toBe(403);
    for (const path of [at, theme]) {
      const html = await get(path, 'read');
      expect(html).toContain('Signing in');
      expect(html).not.toMatch(/method="post" action="\/report\/p|New theme|Write an update/);
    }
    const app = as('answer');
    await post(app, `${theme}/out`, { id: records[0]!.id });
    const tooMany = Array.from({ length: 21 }, (_, one) => `word ${one}`).join('\n');
    const refused = await app.request(theme, {
      method: 'POST',
      body: new URLSearchParams({ name: '', words: tooMany }),
    });
    expect(refused.status).toBe(400);
    const html = await refused.text();
    expect(html).toContain('aria-describedby="words-hint problem-words" aria-invalid="true"');
    expect(html).toContain('aria-invalid="true" aria-describedby="problem-name"');
    expect((await post(app, theme, { name: 'Renamed', words: '로그인' })).to).toContain('done=saved');
    expect((await post(app, `${theme}/delete`, {})).to).toContain('done=deleted');
    expect((await app.request(theme)).status).toBe(404);
    const { rows } = await readAudit(collector.store.database, { limit: 10 });
    const own = rows.filter(({ project }) => project === name).map(({ action, who, detail }) => [action, who, detail]);
    expect(own).toEqual([
      ['theme.deleted', 'a answer', ''],
      ['theme.changed', 'a answer', ''],
      ['theme.emptied', 'a answer', '1 taken out'],
      ['theme.made', 'a answer', ''],
    ]);
  });

  it('lead to an update that names all that is in the theme, and nothing that is spam', async () => {
    const { theme, id, name, records, as, get, collector } = await setUp(['로그인 1', '로그인 2', '로그인 3', 'else']);
    await post(as('answer'), `/report/p/${name}/inbox`, { id: records[2]!.id, status: 'spam' });
    expect(await get(theme)).toContain(`/report/p/${name}/updates/new?theme=${id}`);
    expect(await get(`/report/p/${name}/updates/new?theme=${id}`)).toContain(`name="theme" value="${id}"`);
    const response = await as('answer').request(`/report/p/${name}/updates`, {
      method: 'POST',
      body: fields(english(), { theme: id }),
    });
    expect(response.status).toBe(303);
    const behind = await collector.store.database.query<{ id: string }>(
      'SELECT submission_id AS id FROM earshot_update_submissions WHERE project = $1',
      [name],
    );
    expect(behind.map((one) => one.id).sort()).toEqual([records[0]!.id, records[1]!.id].sort());
  });

  it('answer an address that is none', async () => {
    const { at, as } = await setUp([]);
    for (const path of [
      `${at}/nonsense`,
      `${at}/%00`,
      `${at}/5a3b1e00-0000-4000-8000-000000000999`,
      '/report/p/none/themes',
    ])
      expect((await as('answer').request(path)).status).toBe(404);
  });
});
