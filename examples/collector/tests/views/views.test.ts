import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewPathOf } from '../../src/views/view-path';
import { post, reportAs } from '../support/inbox';
import { useReport, visible } from '../support/report';

const report = useReport();

describe('what of an address is kept', () => {
  it.each([
    [
      'submissions?q=%EB%A1%9C%EA%B7%B8%EC%9D%B8&device=phone',
      'submissions?q=%EB%A1%9C%EA%B7%B8%EC%9D%B8&device=phone',
    ],
    ['inbox?status=all&from=1763800000000~x&done=saved&n=3&ticked=all', 'inbox?status=all'],
    ['figure?survey=ces&from=2026-01-01&to=2026-02-01', 'figure?survey=ces&from=2026-01-01&to=2026-02-01'],
    ['themes/5a3b1e00-0000-4000-8000-000000000201?period=30', 'themes/5a3b1e00-0000-4000-8000-000000000201?period=30'],
    ['submissions?before=1~2&q=', 'submissions'],
    ['?period=30', '?period=30'],
  ])('%s', (address, kept) => expect(viewPathOf(address)).toBe(kept));

  it.each([
    'https://elsewhere.example/submissions',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/submissions',
    'submissions/../../../people',
    'javascript:alert(1)',
    'submissions#x',
    'submissions\n?q=1',
    'updates',
    '../other/inbox',
    'themes/nonsense',
    `submissions?q=${'x'.repeat(2_000)}`,
  ])('%s is none of a project', (address) => expect(viewPathOf(address)).toBeUndefined());

  it('never leads out of the project, whatever it is made from', () => {
    const piece = fc.constantFrom(
      'submissions',
      'inbox',
      'themes/',
      '?',
      '/',
      '\\',
      '//',
      '..',
      'https://e.example',
      '@',
      ':',
      '#',
      '%2f',
      '&q=',
      '\n',
      '\t',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 6 }).map((all) => all.join('')),
        ),
        (text) => {
          const path = viewPathOf(text);
          if (path === undefined) return;
          const base = 'https://report.example/report/p/shop/';
          const url = new URL(path, base);
          expect(url.origin).toBe('https://report.example');
          expect(url.pathname.startsWith('/report/p/shop')).toBe(true);
          expect(viewPathOf(path)).toBe(path);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('saved views', () => {
  const setUp = async () => {
    const { name, collector } = await report.newProject([]);
    const projects = { [name]: { origins: [] } };
    const as = (role: 'read' | 'answer', who: string) => reportAs(collector.store, projects, role, { name: who });
    const at = `/report/p/${name}/views`;
    const list = async (role: 'read' | 'answer', who: string) => (await as(role, who).request(at)).text();
    return { name, as, at, list };
  };

  it('are saved by who answers, for all or for oneself, and lead to their page', async () => {
    const { name, as, at, list } = await setUp();
    const jo = as('answer', 'jo');
    const saved = await post(jo, at, { name: 'Low on <phones>', path: 'submissions?device=phone&most=2' });
    expect(saved).toEqual({ status: 303, to: `${at}?done=view` });
    await post(jo, at, { name: 'Just mine', path: 'inbox?owner=mine', own: '1' });
    const own = await list('answer', 'jo');
    expect(visible(own)).toContain('Low on <phones>');
    expect(own).toContain(`href="/report/p/${name}/submissions?device=phone&amp;most=2"`);
    expect(own).toContain('Just mine');
    const other = await list('read', 'mia');
    expect(visible(other)).toContain('Low on <phones>');
    expect(other).not.toContain('Just mine');
    expect(other).not.toContain('method="post" action="/report/p');
  });

  it('show no contact to who may not see any', async () => {
    const { as, at, list } = await setUp();
    const jo = as('answer', 'jo');
    await post(jo, at, { name: 'Found by contact', path: 'submissions?q=ann%40mail.example' });
    await post(jo, at, { name: 'Asked by bea@mail.example', path: 'inbox?owner=@jo' });
    const own = visible(await list('answer', 'jo'));
    for (const shown of ['ann@mail.example', 'Asked by bea@mail.example']) expect(own).toContain(shown);
    const other = await list('read', 'mia');
    for (const hidden of ['Found by contact', 'ann', 'bea@']) expect(other).not.toContain(hidden);
    expect(visible(other)).toContain('Asked by b…@….example');
  });

  it.each([
    ['inbox?status=all&waiting=1', 'All but spam · Waits for a reply'],
    ['inbox?owner=%3Djo&q=late&order=oldest', 'New · “late” · Owner jo · Oldest first'],
    ['submissions?device=phone&most=3', 'Score up to 3 · Phone'],
    [
      'figure?survey=ces&version=1&question=ces&mode=journey&channel=web&period=365&by=device&with=phone&per=person',
      'Survey ces · version 1 · question ces · after a journey · web · by device · phone against all others · each person’s latest answer · last 12 months',
    ],
    ['themes?from=2026-01-01&to=2026-02-01', '2026-01-01 to 2026-02-01'],
    ['?period=30&tests=1', 'Last 30 days · tests too'],
  ])('say what %s shows in the words of its page', async (path, words) => {
    const { as, at, list } = await setUp();
    await post(as('answer', 'jo'), at, { name: 'One', path });
    expect(visible(await list('answer', 'jo'))).toContain(` ${words} `);
  });

  it('keep no address that leads elsewhere, and no name that is none', async () => {
    const { as, at, list } = await setUp();
    const jo = as('answer', 'jo');
    for (const path of ['https://elsewhere.example', '//elsewhere.example', '../../people'])
      expect((await post(jo, at, { name: 'x', path })).to).toBe(`${at}?done=no_view`);
    expect((await post(jo, at, { name: ' ', path: 'inbox' })).to).toBe(`${at}?done=name`);
    expect((await post(as('read', 'mia'), at, { name: 'x', path: 'inbox' })).status).toBe(403);
    expect(visible(await list('answer', 'jo'))).toContain('Nothing is saved yet');
  });

  it('are renamed and deleted, but for what is another’s alone', async () => {
    const { as, at, list } = await setUp();
    await post(as('answer', 'jo'), at, { name: 'For all', path: 'inbox' });
    await post(as('answer', 'jo'), at, { name: 'Of jo', path: 'inbox', own: '1' });
    const ids = async () =>
      [...(await list('answer', 'jo')).matchAll(/views\/([0-9a-f-]{36})\/delete/g)].map(([, id]) => id!);
    const [shared, alone] = (await ids()) as [string, string];
    const mia = as('answer', 'mia');
    expect((await post(mia, `${at}/${alone}/delete`, {})).to).toBe(`${at}?done=unchanged`);
    expect((await post(mia, `${at}/${alone}/rename`, { name: 'Hers' })).to).toBe(`${at}?done=unchanged`);
    expect((await post(mia, `${at}/${shared}/rename`, { name: 'Everybody’s' })).to).toBe(`${at}?done=saved`);
    expect(visible(await list('answer', 'jo'))).toContain('Everybody’s');
    expect((await post(mia, `${at}/${shared}/delete`, {})).to).toBe(`${at}?done=deleted`);
    expect(await ids()).toEqual([alone]);
  });

  it('can be saved from every page whose address says what it shows, by who answers', async () => {
    const { name, as } = await setUp();
    const path = (html: string) => /name="path" value="([^"]*)"/.exec(html)?.[1];
    for (const [page, kept] of [
      ['submissions?q=a&device=phone', 'submissions?q=a&amp;device=phone'],
      ['inbox?status=all&low=1', 'inbox?status=all&amp;low=1'],
      ['themes?period=30', 'themes?period=30'],
    ]) {
      const address = `/report/p/${name}/${page}`;
      expect(path(await (await as('answer', 'jo').request(address)).text())).toBe(kept);
      expect(path(await (await as('read', 'mia').request(address)).text())).toBeUndefined();
    }
  });
});
