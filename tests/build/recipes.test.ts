import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { Window } from 'happy-dom';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { answerTo, replyScript } from '../../examples/react-native/bridge';
import { createForwarder } from '../../examples/react-native/forwarder';
import type { Outbox } from '../../examples/react-native/outbox';
import { parseEnvelope, parseResults } from '../../src/contract';
import { isLanguage, unbalanced } from '../support/balanced';
import { memoryOutbox } from '../support/memory-outbox';
import { ROOT, tableRows } from '../support/readme';

/** What the page looks for, word for word; src/host asks for these names. */
const NAMES = {
  'android-kotlin': ['"earshotNative"', "'earshot:reply'", '@JavascriptInterface', "earshot('close')", '"event"'],
  'ios-swift': ['name: "earshot"', "'earshot:reply'", 'WKScriptMessageHandlerWithReply', 'contentWorld: .page'],
  'react-native': ['onMessage', 'injectJavaScript', "'earshot:reply'", "earshot('close')", 'said.event'],
  flutter: ["handlerName: 'earshot'", "'earshotChannel'", "'earshot:reply'", "earshot('close')", "said['event']"],
  capacitor: ['name = "Earshot"', 'jsName = "Earshot"', '"message"', '"reply"', "earshot('close')"],
};
const recipes = Object.keys(NAMES) as (keyof typeof NAMES)[];
/** Answers by an event are built by hand there, so each escapes by hand. */
const WITH_REPLY_SCRIPT = recipes.filter((recipe) => recipe !== 'capacitor');

const folder = (recipe: string) => join(ROOT, 'examples', recipe);
/** The files of a recipe as git has them: what was built or installed in there is none of it. */
const sources = (recipe: string): string[] =>
  spawnSync('git', ['ls-files', '-co', '--exclude-standard', '--', folder(recipe)], { cwd: ROOT, encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean);
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const ending = (path: string) => /\.(\w+)$/.exec(path)?.[1];
const textOf = (recipe: string) =>
  sources(recipe)
    .filter((path) => !path.endsWith('.md'))
    .map(read)
    .join('\n');
const readme = (recipe: string) => readFileSync(join(folder(recipe), 'README.md'), 'utf8');
const section = (text: string, title: string) =>
  text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
const all = recipes.flatMap((recipe) => sources(recipe).map((path) => [path] as const));

const temporary: string[] = [];
afterAll(() => {
  for (const path of temporary) rmSync(path, { recursive: true, force: true });
});

describe.each(recipes)('the recipe %s', (recipe) => {
  test('names what the page looks for, word for word', () => {
    const text = textOf(recipe);
    for (const name of NAMES[recipe]) expect(text, name).toContain(name);
    expect(text).toContain('earshot.webview.js');
  });

  test('says how to build and run it, what each setting is for and what happens without it', () => {
    const text = readme(recipe);
    expect(section(text, 'Build and run')).toMatch(/```sh\n[\s\S]+```/);
    const settings = section(text, 'Settings');
    expect(settings).toContain('| Setting | Why | What happens without it |');
    const rows = tableRows(settings);
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) {
      expect(row, row.join('|')).toHaveLength(3);
      for (const cell of row) expect(cell, row.join('|')).not.toBe('');
    }
  });

  test('uses each setting that its README names', () => {
    const text = textOf(recipe);
    const named = tableRows(section(readme(recipe), 'Settings')).flatMap(([setting = '']) =>
      [...setting.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !text.includes(name))).toEqual([]);
  });

  test('says that an ack is a promise: stored before the answer, once for an id, brought to the collector', () => {
    const text = readme(recipe);
    expect(text).toContain('**Store durably before it answers.**');
    expect(text).toContain('**Once for each record id.**');
    expect(text).toContain('**Bring it to the collector**');
    expect(text).toMatch(/"earshot":1,"id":"…","batch"/);
    expect(text).toMatch(/"earshot":1,"id":"…","results"/);
  });

  test('says what nobody has compiled or run', () => {
    expect(readme(recipe)).toMatch(/not run on a device yet|Nothing has run on a device yet/);
  });

  test('links to what is there, and is linked to from the README of examples', () => {
    const links = [...readme(recipe).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    for (const target of links.filter((to) => !to.startsWith('http')))
      expect(existsSync(join(folder(recipe), target)), target).toBe(true);
    expect(read('examples/README.md')).toContain(`](${recipe})`);
  });

  test('has the page of the others, and pins what it installs', () => {
    const page = sources(recipe).find((path) => path.endsWith('index.html'))!;
    const script = /<script src="earshot\.webview\.js"[\s\S]*?<\/script>/;
    expect(script.exec(read(page))?.[0]).toBe(script.exec(read('examples/ios-swift/Web/index.html'))![0]);
    for (const path of sources(recipe).filter((path) => path.endsWith('package.json')))
      for (const [name, version] of Object.entries(JSON.parse(read(path)).dependencies))
        expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

/** Plain YAML as these files use it: keys, values and lists, indented by two. */
const yamlFault = (text: string) =>
  text.split('\n').findIndex((line) => !/^( {2})*(#.*|(- )?[\w./-]+(:( +\S.*)?)?|)$/.test(line)) + 1;

test.each(all)('%s can be read', (path) => {
  const text = read(path);
  const kind = ending(path);
  if (isLanguage(kind)) {
    expect(unbalanced(text, kind)).toBeUndefined();
    const cut = text.lastIndexOf('}') >= 0 ? text.lastIndexOf('}') : text.lastIndexOf(')');
    expect(unbalanced(text.slice(0, cut) + text.slice(cut + 1), kind), 'without its last bracket').toBeDefined();
  } else if (kind === 'json') expect(() => JSON.parse(text)).not.toThrow();
  else if (kind === 'yml' || kind === 'yaml') expect(yamlFault(text), `line of ${path}`).toBe(0);
  else if (kind === 'xml') {
    const parsed = new new Window().DOMParser().parseFromString(text, 'text/xml');
    expect(parsed.querySelector('parsererror')?.textContent).toBeUndefined();
    expect(parsed.documentElement.nodeName).toBe('manifest');
  } else if (/^(ts|tsx|js|mjs)$/.test(kind ?? ''))
    transformSync(text, { loader: kind === 'mjs' ? 'js' : (kind as 'ts') });
  else expect(kind, `nothing here knows ${path}`).toMatch(/^(md|html|properties|gitignore)$/);
});

const NASTY = [
  '</script><script>alert(1)</script>',
  'a\u2028b\u2029c',
  '\\"\'`$x',
  "');alert(1);('",
  '<!--',
  '$& $1 \0',
];

describe('an answer that goes back as a script', () => {
  test.each(NASTY)('arrives as it was, and cannot end its literal: %j', (text) => {
    const answer = JSON.stringify({ earshot: 1, id: text, results: [] });
    const script = replyScript(answer);
    expect(script).not.toMatch(/<|\u2028|\u2029/);
    const heard: { type: string; data: unknown }[] = [];
    class MessageEvent {
      constructor(
        readonly type: string,
        readonly init: { data: unknown },
      ) {}
    }
    const window = { dispatchEvent: ({ type, init }: MessageEvent) => heard.push({ type, data: init.data }) };
    runInContext(script, createContext({ window, MessageEvent }));
    expect(heard).toEqual([{ type: 'earshot:reply', data: answer }]);
  });

  test.each(WITH_REPLY_SCRIPT)('is escaped by hand in %s: <, U+2028, U+2029', (recipe) => {
    const path = sources(recipe).find((path) => !path.endsWith('.md') && read(path).includes("'earshot:reply'"))!;
    const text = read(path);
    expect(text).toMatch(/['"]<['"]|\/<\/g/);
    for (const code of ['u003c', 'u2028', 'u2029']) expect(text, code).toContain(code);
  });
});

describe('React Native, whose files run here', () => {
  const record = (id: string) => ({ id: `01a21498-7c10-771e-8e40-50000000000${id}`, v: 1 });
  const batch = (...records: unknown[]) => ({ v: 1, project: 'shop', sentAt: '2020-01-01T00:00:00.000Z', records });

  test('answers what was kept, by the id of the message, and says what is there already', () => {
    const outbox = memoryOutbox();
    const message = JSON.stringify({ earshot: 1, id: 'm1', batch: batch(record('a'), record('b')) });
    const answer = JSON.parse(answerTo(message, outbox, () => {})!);
    expect(answer).toMatchObject({ earshot: 1, id: 'm1' });
    expect(parseResults(answer).ok).toBe(true);
    expect(answer.results.map(({ status }: { status: string }) => status)).toEqual(['accepted', 'accepted']);
    const again = JSON.parse(answerTo(message, outbox, () => {})!);
    expect(again.results.map(({ status }: { status: string }) => status)).toEqual(['duplicate', 'duplicate']);
    expect(outbox.rows.size).toBe(2);
  });

  test('acks nothing that could not be kept, so that the page sends by itself', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const full: Outbox = {
      ...memoryOutbox(),
      keep() {
        throw new Error('The disk is full');
      },
    };
    const answer = answerTo(JSON.stringify({ earshot: 1, id: 'm1', batch: batch(record('a')) }), full, () => {});
    expect(JSON.parse(answer!)).toEqual({ earshot: 1, id: 'm1', results: [] });
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  test('hears that a form was opened or closed, answers that with nothing, and leaves the messages of others', () => {
    const heard: boolean[] = [];
    const say = (message: string) => answerTo(message, memoryOutbox(), (isOpen) => heard.push(isOpen));
    expect(say('{"earshot":1,"event":"open"}')).toBeUndefined();
    expect(say('{"earshot":1,"event":"close"}')).toBeUndefined();
    for (const others of ['', 'hello', 'null', '5', '[]', '{"earshot":2,"id":"x","batch":{}}', '{"type":"login"}'])
      expect(say(others), others).toBeUndefined();
    expect(heard).toEqual([true, false]);
  });

  test('forwards each record alone, dated anew, and gives up only what the collector has', async () => {
    const outbox = memoryOutbox();
    const all = ['a', 'b', 'c', 'd', 'e'].map(record);
    outbox.keep({ ...batch(...all), sdk: { name: 'earshot', version: '0.1.0' }, attempts: {} });
    const arrived: string[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const envelope = JSON.parse(body);
      expect(parseEnvelope(envelope).ok).toBe(true);
      expect(Date.now() - Date.parse(envelope.sentAt)).toBeLessThan(60_000);
      expect(request.headers['content-type']).toMatch(/^text\/plain/);
      const id: string = envelope.records[0].id;
      arrived.push(id.at(-1)!);
      const status = { a: 'accepted', b: 'duplicate', c: 'rejected', d: 'retry' }[id.at(-1)!];
      if (!status) return response.writeHead(413).end('{}');
      response.end(JSON.stringify({ results: [{ id, status }] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await createForwarder(outbox, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)();
    } finally {
      server.close();
      server.closeAllConnections();
    }
    expect(arrived).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(outbox.waiting().map(({ id }) => id.at(-1))).toEqual(['d', 'e']);
    expect(
      [...outbox.refused].map((id) => id.at(-1)),
      'not sent again, and not thrown away',
    ).toEqual(['c']);
    expect(outbox.rows.size).toBe(3);
  });

  test('keeps everything, and asks again later, where nobody answers or the answer is not a collector’s', async () => {
    for (const answer of ['<html>sign in</html>', '{"results":5}', '{"results":[null]}']) {
      const outbox = memoryOutbox();
      outbox.keep(batch(record('a')));
      const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(answer));
      await createForwarder(outbox, 'http://127.0.0.1/')();
      expect(fetched).toHaveBeenCalledOnce();
      expect(outbox.rows.size, answer).toBe(1);
      fetched.mockRestore();
    }
    vi.useFakeTimers();
    try {
      const outbox = memoryOutbox();
      outbox.keep(batch(record('a'), record('b')));
      const id = record('a').id;
      const fetched = vi
        .spyOn(globalThis, 'fetch')
        .mockRejectedValueOnce(new TypeError('Network request failed'))
        .mockResolvedValueOnce(new Response('', { status: 503, headers: { 'retry-after': '7' } }))
        .mockImplementation(async (_, init) => {
          const { records } = JSON.parse(String(init?.body));
          return Response.json({ results: [{ id: records[0].id, status: 'accepted' }] });
        });
      await createForwarder(outbox, 'http://127.0.0.1/')();
      expect(fetched, 'one that is out of reach is not asked for the others').toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(fetched).toHaveBeenCalledTimes(2);
      await vi.advanceTimersByTimeAsync(6_900);
      expect(fetched, 'Retry-After is kept to').toHaveBeenCalledTimes(2);
      expect(outbox.rows.has(id)).toBe(true);
      await vi.advanceTimersByTimeAsync(200);
      expect(outbox.rows.size).toBe(0);
      fetched.mockRestore();
    } finally {
      vi.useRealTimers();
    }
  });

  test.each([
    ['seconds', () => '30'],
    ['a date', () => new Date(Date.now() + 30_000).toUTCString()],
  ])('Q8: keeps to a Retry-After of %s, whatever is kept meanwhile', async (_, retryAfter) => {
    vi.useFakeTimers({ now: Date.parse('2026-01-31T12:00:00Z') });
    const fetched = vi
      .spyOn(globalThis, 'fetch')
      .mockImplementationOnce(async () => new Response('', { status: 429, headers: { 'Retry-After': retryAfter() } }))
      .mockImplementation(async (_, init) => {
        const { records } = JSON.parse(String(init?.body));
        return Response.json({ results: [{ id: records[0].id, status: 'accepted' }] });
      });
    try {
      const outbox = memoryOutbox();
      const drain = createForwarder(outbox, 'http://127.0.0.1/');
      outbox.keep(batch(record('a')));
      await drain();
      await vi.advanceTimersByTimeAsync(10_000);
      outbox.keep(batch(record('b')));
      await drain();
      await vi.advanceTimersByTimeAsync(19_000);
      expect(fetched, 'what is new is held as well').toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(outbox.rows.size, 'and goes with the rest').toBe(0);
    } finally {
      fetched.mockRestore();
      vi.useRealTimers();
    }
  });

  test('puts a script that holds </script> and $& into the page whole', () => {
    const copy = mkdtempSync(join(tmpdir(), 'earshot-recipe-'));
    temporary.push(copy);
    for (const name of ['make-page.mjs', 'web/index.html'])
      cpSync(join(folder('react-native'), name), join(copy, name));
    const said = `globalThis.said = ${JSON.stringify("</script></SCRIPT> $& $1 $'")};`;
    writeFileSync(join(copy, 'bundle.js'), said);
    const made = spawnSync(process.execPath, ['make-page.mjs', join(copy, 'bundle.js')], {
      cwd: copy,
      encoding: 'utf8',
    });
    expect(made.stderr).toBe('');
    const html: string = JSON.parse(/= (".*");/.exec(readFileSync(join(copy, 'page.ts'), 'utf8'))![1]!);
    const [, attributes = '', script = ''] = /<script([^>]*)>([\s\S]*?)<\/script/i.exec(html)!;
    expect(attributes).not.toContain('src=');
    expect(attributes).toContain('data-project="my-app"');
    const page: { said?: string } = {};
    runInContext(script, createContext(page));
    expect(page.said).toBe("</script></SCRIPT> $& $1 $'");
    expect(html.trimEnd().endsWith('</html>')).toBe(true);
  });
});

test('no recipe holds what a command makes', () => {
  for (const recipe of recipes)
    expect(
      sources(recipe).filter((path) => /\.(jar|lock|pbxproj|png)$|gradlew|earshot\.webview\.js|\/page\.ts$/.test(path)),
    ).toEqual([]);
  expect(readdirSync(join(ROOT, 'examples'))).toEqual(expect.arrayContaining(recipes));
});
