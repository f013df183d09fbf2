import fc from 'fast-check';
import type { Context } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/accounts/person';
import type { Store } from '../../src/app';
import type { ReportContext } from '../../src/report/context';
import { addSubmission, createUpdate, deleteUpdate, editUpdate, publishUpdate } from '../../src/updates/actions';
import { readUpdate } from '../../src/updates/read';
import type { UpdateContent } from '../../src/updates/update';
import { SHOP, testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { ces, newId, record, words } from '../support/records';
import { visible } from '../support/report';
import { asPerson, english, fields, publishedIn, sendTo, teamMember } from '../support/updates';

let store: Store;
let projects = 0;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const by = { who: 'jo', nowMs: Date.parse('2026-11-22T12:00:00.000Z') };

const newProject = async () => {
  const name = `pages-${++projects}`;
  const collector = testCollector(store, { projects: { [name]: { origins: [SHOP] } } });
  return { name, collector, team: await teamMember(collector, name) };
};

/** The pages for somebody of this role. */
const pagesOf = (name: string, role: Role) => {
  const context = {
    store,
    projects: { [name]: { origins: [SHOP] } },
    clock: () => by.nowMs,
    log: () => {},
    missing: (c: Context, what: string) => c.text(what, 404),
  } as Partial<ReportContext> as ReportContext; // what other parts need of it is not asked for here
  const app = asPerson(context, { name: `a ${role}`, role });
  const at = `/report/p/${name}`;
  return {
    get: async (path: string) => app.request(`${at}${path}`),
    page: async (path: string) => (await app.request(`${at}${path}`)).text(),
    post: async (path: string, body = new URLSearchParams()) => app.request(`${at}${path}`, { method: 'POST', body }),
  };
};

describe('the pages of updates', () => {
  it('lead from a submission to an update that is published, and back', async () => {
    const { name, collector, team } = await newProject();
    const one = record({ answers: [ces(2), words('Too many steps at the checkout')] });
    const other = record({ locale: 'ko', answers: [words('결제 단계가 너무 많아요')] });
    await sendTo(collector, name, [one, other]);
    expect(visible(await team.page('/updates'))).toContain('Nothing has been written yet');
    expect(visible(await team.page(`/s/${one.id}`))).toContain('Nothing that was changed names these words yet');

    const form = await team.page(`/updates/new?submission=${one.id}`);
    expect(form).toContain(`name="submission" value="${one.id}"`);
    expect(visible(form)).toMatch(/Visitors here lately read (English, Korean|Korean, English)/);
    const ko = { locale: 'ko', title: '결제가 짧아졌어요', text: '두 단계를\n없앴습니다.' };
    const id = await team.draft(fields([...english(), ko], { submission: one.id, url: 'https://shop.example/new' }));
    expect(visible(await team.page(`/s/${one.id}`))).toContain('Led to: Checkout is shorter Draft');
    expect(await team.page(`/s/${other.id}`)).toContain(`<option value="${id}">Checkout is shorter (draft)</option>`);
    await team.post(`/s/${other.id}/updates`, new URLSearchParams({ update: id }));

    const page = await team.page(`/updates/${id}`);
    expect(page).toContain('<h3 dir="auto">결제가 짧아졌어요</h3>');
    expect(page).toContain('<div lang="ko" dir="auto">');
    expect(page).toContain('두 단계를\n없앴습니다.');
    const text = visible(page);
    for (const part of [
      'Draft',
      '2 submissions behind it',
      'Too many steps at the checkout',
      '결제 단계가 너무 많아요',
    ])
      expect(text).toContain(part);
    expect(page).toContain(`href="/report/p/${name}/s/${one.id}"`);
    expect(page).toContain('href="https://shop.example/new" rel="noreferrer noopener nofollow"');

    await team.post(`/updates/${id}/publish`);
    expect(visible(await team.page(`/s/${other.id}`))).toContain('Led to: Checkout is shorter Published');
    expect(visible(await team.page('/updates'))).toMatch(/Published \d.* by admin.* Checkout is shorter/);
    await team.post(`/updates/${id}/remove`, new URLSearchParams({ submission: one.id }));
    expect(visible(await team.page(`/updates/${id}`))).toContain('1 submission behind it');
    expect(visible(await team.page(`/s/${one.id}`))).not.toContain('Led to');
  });

  it('keep what was written and say at each field what is wrong', async () => {
    const { team } = await newProject();
    const form = fields(
      [
        { locale: 'en', title: 'A title', text: '' },
        { locale: 'en', title: 'Ein Titel', text: 'x' },
      ],
      {
        url: 'javascript:alert(1)',
      },
    );
    const response = await team.post('/updates', form);
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(visible(page)).toContain('Nothing is saved yet: 3 fields need a change.');
    expect(page).toContain('value="A title"');
    expect(page).toContain('aria-describedby="problem-text-0"');
    expect(page).toContain('<p class="problem" id="problem-locale-1">');
    expect(page).toContain('id="problem-url"');
    expect(visible(await team.page('/updates'))).toContain('Nothing has been written yet');
  });

  it('edit every language, and remove one that is emptied', async () => {
    const { name, team } = await newProject();
    const ko = { locale: 'ko', title: '제목', text: '내용' };
    const id = await team.draft(fields([...english(), ko]));
    const page = await team.page(`/updates/${id}/edit`);
    expect(page).toContain('value="제목"');
    expect(page).toContain('<option value="ko" selected>Korean</option>');
    await team.post(`/updates/${id}`, fields([{ locale: 'de', title: 'Kürzer', text: 'Zwei Schritte weniger.' }]));
    const update = await readUpdate(store.database.query, name, id);
    expect(update!.words).toEqual([{ locale: 'de', title: 'Kürzer', text: 'Zwei Schritte weniger.' }]);
  });

  it('say that somebody else changed it, instead of taking their words away', async () => {
    const { name, team } = await newProject();
    const id = await team.draft(fields(english()));
    const seenOn = (page: string) => /name="seen" value="([^"]+)"/.exec(page)![1]!;
    const seen = seenOn(await team.page(`/updates/${id}/edit`));
    expect((await pagesOf(name, 'answer').post(`/updates/${id}`, fields(english('Theirs'), { seen }))).status).toBe(
      303,
    );
    // A form that came back for something else is no newer for it.
    const mended = await team.post(`/updates/${id}`, fields(english(''), { seen }));
    expect(seenOn(await mended.text())).toBe(seen);
    const response = await team.post(`/updates/${id}`, fields(english('Mine'), { seen }));
    expect(response.status).toBe(409);
    const page = await response.text();
    expect(visible(page)).toContain('a answer changed it since you opened this form');
    expect(page).toContain('value="Mine"');
    const title = async () => (await readUpdate(store.database.query, name, id))!.words[0].title;
    expect(await title()).toBe('Theirs');
    await team.post(`/updates/${id}`, fields(english('Mine'), { seen: seenOn(page) }));
    expect(await title()).toBe('Mine');
  });

  it('an empty first line of a text is not lost by showing it in a form', async () => {
    const { name, team } = await newProject();
    const id = await createUpdate(
      store.database,
      name,
      { words: [{ locale: 'en', title: 'x', text: '\nline' }], url: undefined },
      by,
    );
    expect(await team.page(`/updates/${id}/edit`)).toMatch(/<textarea[^>]*>\n\nline<\/textarea>/);
  });

  it('answer 404 for what is not there, and for another project’s', async () => {
    const [here, there] = [await newProject(), await newProject()];
    const id = await there.team.draft(fields(english()));
    for (const path of [
      `/updates/${id}`,
      `/updates/${id}/edit`,
      '/updates/nothing',
      `/updates/${newId()}`,
      '/updates/%00',
    ])
      expect((await pagesOf(here.name, 'admin').get(path)).status).toBe(404);
    for (const path of [`/updates/${id}`, `/updates/${id}/publish`, `/updates/${id}/withdraw`])
      expect((await pagesOf(here.name, 'admin').post(path, fields(english('Taken')))).status).toBe(404);
    const elsewhere = await here.collector.app.request('/report/p/nobody/updates');
    expect(elsewhere.status).toBe(401);
    expect((await readUpdate(store.database.query, there.name, id))!.state).toBe('draft');
    expect((await readUpdate(store.database.query, there.name, id))!.words[0].title).toBe('Checkout is shorter');
  });

  it('what is larger than an update can be is not read', async () => {
    const { team } = await newProject();
    const response = await team.post('/updates', fields(english('x', 'y'.repeat(1_100_000))));
    expect(response.status).toBe(413);
  });
});

describe('who may do what with an update', () => {
  const setUp = async () => {
    const { name, collector } = await newProject();
    const [one, other] = [record(), record()];
    await sendTo(collector, name, [one, other]);
    const content: UpdateContent = { words: english() as UpdateContent['words'], url: undefined };
    const draft = await createUpdate(store.database, name, content, by);
    const published = await createUpdate(store.database, name, content, by);
    await publishUpdate(store.database, { project: name, id: published }, by);
    await addSubmission(store.database, { project: name, id: draft }, one.id);
    const state = async () =>
      JSON.stringify([
        await readUpdate(store.database.query, name, draft),
        await readUpdate(store.database.query, name, published),
        await store.database.query('SELECT count(*) AS n FROM earshot_updates WHERE project = $1', [name]),
      ]);
    return { name, one, other, draft, published, state };
  };
  type SetUp = Awaited<ReturnType<typeof setUp>>;
  const changes: [string, Role, (at: SetUp) => [string, URLSearchParams]][] = [
    ['write a draft', 'answer', () => ['/updates', fields(english())]],
    ['change a draft', 'answer', ({ draft }) => [`/updates/${draft}`, fields(english('Other'))]],
    ['change what is published', 'admin', ({ published }) => [`/updates/${published}`, fields(english('Other'))]],
    ['publish', 'admin', ({ draft }) => [`/updates/${draft}/publish`, new URLSearchParams()]],
    ['withdraw', 'admin', ({ published }) => [`/updates/${published}/withdraw`, new URLSearchParams()]],
    [
      'add a submission',
      'answer',
      ({ other, draft }) => [`/s/${other.id}/updates`, new URLSearchParams({ update: draft })],
    ],
    [
      'remove one',
      'answer',
      ({ one, draft }) => [`/updates/${draft}/remove`, new URLSearchParams({ submission: one.id })],
    ],
  ];
  const roles: Role[] = ['read', 'answer', 'admin'];

  it.each(changes)('%s: %s and those above', async (_what, least, ask) => {
    for (const role of roles) {
      const at = await setUp();
      const before = await at.state();
      const response = await pagesOf(at.name, role).post(...ask(at));
      const allowed = roles.indexOf(role) >= roles.indexOf(least);
      expect([role, response.status]).toEqual([role, allowed ? 303 : 403]);
      expect((await at.state()) !== before).toBe(allowed);
    }
  });

  it('who only reads sees all of it and no way to change it', async () => {
    const { name, one, draft } = await setUp();
    const { page, get } = pagesOf(name, 'read');
    for (const path of ['/updates', `/updates/${draft}`, `/s/${one.id}`]) {
      const html = await page(path);
      expect(visible(html)).toContain('Checkout is shorter');
      expect(html.replace(/<form method="post" action="\/report\/sign-out">/, '')).not.toContain('<form');
      expect(html).not.toMatch(/\/(new|edit)"/);
    }
    for (const path of ['/updates/new', `/updates/${draft}/edit`]) expect((await get(path)).status).toBe(403);
  });

  it('what is published is not deleted by anybody, what is withdrawn by an admin, with all that belongs to it', async () => {
    const { name, one, published } = await setUp();
    const remove = (role: Role) => pagesOf(name, role).post(`/updates/${published}/delete`);
    const left = async () =>
      (await store.database.query('SELECT id FROM earshot_updates WHERE id = $1', [published])).length;
    await addSubmission(store.database, { project: name, id: published }, one.id);
    const ko = { locale: 'ko', title: '제목', text: '내용' };
    await pagesOf(name, 'admin').post(`/updates/${published}`, fields([...english(), ko]));
    await remove('admin');
    expect(await left()).toBe(1);
    await pagesOf(name, 'admin').post(`/updates/${published}/withdraw`);
    await remove('answer');
    expect(await left()).toBe(1);
    expect(await pagesOf(name, 'answer').page(`/updates/${published}`)).not.toContain('/delete"');
    expect(await pagesOf(name, 'admin').page(`/updates/${published}`)).toContain('/delete"');
    expect(await everyTable(store.database.query)).toContain(published);
    const response = await remove('admin');
    expect(response.headers.get('Location')).toBe(`/report/p/${name}/updates`);
    // The log says that there was one, and nothing of what it said.
    const named = (await everyTable(store.database.query)).split('\n').filter((row) => row.includes(published));
    expect(named.filter((row) => !row.startsWith('earshot_audit '))).toEqual([]);
  });

  it('who answers is not offered to publish', async () => {
    const { name, draft, published } = await setUp();
    const { page, get } = pagesOf(name, 'answer');
    expect(await page(`/updates/${draft}`)).not.toContain('/publish"');
    expect(await page(`/updates/${draft}`)).toContain('/edit"');
    expect(await page(`/updates/${published}`)).not.toMatch(/\/(withdraw|edit)"/);
    expect((await get(`/updates/${published}/edit`)).status).toBe(403);
  });

  it('whatever is done in whatever order, visitors see exactly what an admin published and did not withdraw', async () => {
    const { collector, name } = await newProject();
    const ids: string[] = [];
    for (const title of ['a', 'b'])
      ids.push(
        await createUpdate(store.database, name, { words: [{ locale: 'en', title, text: title }], url: undefined }, by),
      );
    const step = fc.record({
      what: fc.constantFrom('publish', 'withdraw', 'edit'),
      which: fc.constantFrom(0, 1),
      role: fc.constantFrom<Role>('answer', 'admin'),
      title: fc.constantFrom('x', 'y', 'z'),
    });
    const shown = new Map<string, boolean>(ids.map((id) => [id, false]));
    const titles = new Map<string, string>(ids.map((id, at) => [id, ['a', 'b'][at]!]));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const { what, which, role, title } of steps) {
          const id = ids[which]!;
          const { post } = pagesOf(name, role);
          if (what === 'edit') {
            await post(`/updates/${id}`, fields(english(title)));
            if (role === 'admin' || !shown.get(id)) titles.set(id, title);
          } else {
            await post(`/updates/${id}/${what}`);
            if (role === 'admin') shown.set(id, what === 'publish');
          }
        }
        const expected = ids.filter((id) => shown.get(id)).map((id) => [id, titles.get(id)]);
        const published = await publishedIn(collector, `project=${name}`);
        expect(published.map(({ id, title }) => [id, title]).sort()).toEqual(expected.sort());
      }),
      { numRuns: 25 },
    );
  });
});

describe('what happens at the same time', () => {
  it('of two who save at once one is last, and their languages do not mix', async () => {
    const { name } = await newProject();
    const content = (mark: string) => ({
      words: ['en', 'ko', 'de'].map((locale) => ({ locale, title: mark, text: mark })) as never,
      url: undefined,
    });
    const id = await createUpdate(store.database, name, content('0'), by);
    for (let round = 0; round < 5; round++) {
      const marks = ['1', '2', '3', '4'].map((mark) => `${round}-${mark}`);
      const save = (mark: string) =>
        editUpdate(store.database, { project: name, id }, content(mark), { ...by, published: true });
      expect(await Promise.all(marks.map(save))).toEqual(['saved', 'saved', 'saved', 'saved']);
      const update = await readUpdate(store.database.query, name, id);
      expect(update!.words).toHaveLength(3);
      expect(new Set(update!.words.map(({ title }) => title)).size).toBe(1);
    }
  });

  it('fault 38: a submission that is added while it is erased is in no update afterwards', async () => {
    const { name, collector } = await newProject();
    const content = { words: [{ locale: 'en', title: 'x', text: 'x' }] as never, url: undefined };
    const id = await createUpdate(store.database, name, content, by);
    const records = Array.from({ length: 12 }, () => record());
    await sendTo(collector, name, records);
    await Promise.all(
      records.flatMap((one, at) => {
        const add = () => addSubmission(store.database, { project: name, id }, one.id);
        const erase = () => store.erase(name, one.id);
        return (at % 2 ? [add, erase] : [erase, add]).map((work) => work());
      }),
    );
    const named = await store.database.query('SELECT * FROM earshot_update_submissions WHERE project = $1', [name]);
    expect(named).toEqual([]);
  });

  it('a submission that is added while the update is deleted is named by nothing afterwards', async () => {
    const { name, collector } = await newProject();
    const records = Array.from({ length: 8 }, () => record());
    await sendTo(collector, name, records);
    for (let round = 0; round < 4; round++) {
      const content = { words: english() as UpdateContent['words'], url: undefined };
      const id = await createUpdate(store.database, name, content, by);
      const adding = records.map((one) => () => addSubmission(store.database, { project: name, id }, one.id));
      const removing = () => deleteUpdate(store.database, { project: name, id }, ['draft'], { who: 'jo', nowMs: 0 });
      await Promise.all([...adding.slice(0, 4), removing, ...adding.slice(4)].map((work) => work()));
      expect(await store.database.query('SELECT * FROM earshot_update_submissions WHERE project = $1', [name])).toEqual(
        [],
      );
    }
  });
});

describe('what is written in an update is text, never markup', () => {
  const corpus = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</textarea><svg onload=alert(1)>',
    '</title><script>alert(1)</script>',
    '</option></select><img src=x onerror=alert(1)>',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<style>*{display:none}</style><base href="https://evil.example/">',
    '{{alert(1)}}#{alert(1)}<%= alert(1) %>',
  ];

  /** Tags and names of attributes in order: what a browser makes of a page, without its texts and values. */
  const structure = (html: string) =>
    [...html.replace(/ ([a-z-]+)="[^"]*"/g, ' $1').matchAll(/<[^>]*>?/g)].map(([tag]) => tag).join('\n');

  const pagesWith = async (text: string) => {
    const { name, collector, team } = await newProject();
    const one = record({ answers: [words(text)] });
    await sendTo(collector, name, [one, record({ answers: [words(text)] })]);
    const said = [
      { locale: 'en', title: text, text },
      { locale: 'ko', title: text, text },
    ];
    const id = await team.draft(fields(said, { submission: one.id }));
    await team.draft(fields(said));
    const refused = await team.post(`/updates/${id}`, fields([{ locale: text, title: text, text }], { url: text }));
    const pages = ['/updates', `/updates/${id}`, `/updates/${id}/edit`, `/s/${one.id}`].map((path) => team.page(path));
    return Promise.all([...pages, refused.text()]);
  };

  let plain: string[];
  beforeAll(async () => {
    plain = await pagesWith('no markup at all');
  });

  it.each(corpus)('%s', async (text) => {
    const pages = await pagesWith(text);
    for (const [at, page] of pages.entries()) {
      expect(structure(page)).toBe(structure(plain[at]!));
      expect(visible(page).replace(/\s/g, '')).toContain(text.replace(/\s/g, ''));
    }
  });
});
