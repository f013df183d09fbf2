import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { staticGraph } from '../../rollup.plugins.mjs';

/** Bytes. Ratchet down; up only with its reason beside it. */
const BUDGETS = {
  tab: 1536,
  form: 12288,
  // The tab, every preset, two languages, light and dark, all at once. It was 24,576 before it corrected an accent that
  // cannot be seen, drew three shapes of launcher, ended with links, took languages that stand before it, had ready
  // questions, named its parts for a page's own CSS, wrote numbers in each language's digits, marked what has to be
  // answered, and took no other JSON for its surveys; 27,648 before it showed what became of own words and what was
  // changed: asking and keeping, the view with its looks, and its words in two languages. 256 of it keep whose words they
  // are, remember failures, and let receipts end where nobody looks.
  full: 31488,
  // full.js with the six bridges, fullscreen, safe areas and Back, for webviews: it comes with the app more often than
  // over the network. Its own file, so that nobody else pays for it. 64 of it
  // keep a page that goes on while `back: 'close'` goes back where it went, 256 what full.js says of receipts.
  webview: 33088,
  // Prompts, flow and twelve question types before either of them, for pages whose surveys are data.
  surveys: 20480,
  // It has the queue, the drain loop and the attachments in it, since a worker imports nothing; no page waits for it.
  worker: 5632,
};

const brotli = (file) =>
  brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** What a chunk is for, by the file that it is made of. */
const KINDS = {
  'widget/languages/more-languages.ts': 'in another language: which',
  'widget/flow/index.tsx': 'pages, conditions, ends, or a question that no preset asks',
  'widget/fields/': 'question: ',
  'widget/locales/': 'language: ',
  'themes/': 'theme: ',
  'src/triggers/kinds/': 'trigger: ',
  'src/extras/': 'shape: ',
};

/** Every chunk that is loaded only where a page asks for what it brings: name and file, by kind. */
const lazy = ({ files }, taken) =>
  Object.entries(files)
    .filter(([file]) => !taken.has(file))
    .map(([file, { entry }]) => {
      const [folder, name] = Object.entries(KINDS).find(([start]) => entry.startsWith(start)) ?? [entry, entry];
      const own = path.basename(entry).replace(/\..*/, '');
      return [name + (folder.endsWith('/') ? own : ''), file];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** Each file is compressed by itself, as a browser downloads it; a chunk's static imports count with it. */
export const measure = (dist) => {
  const { chunks } = JSON.parse(readFileSync(path.join(dist, 'graph.json'), 'utf8'));
  const taken = new Set();
  const line = (name, files, budget) => {
    const fresh = files.filter((file) => !taken.has(file));
    for (const file of fresh) taken.add(file);
    const bytes = fresh.reduce((sum, file) => sum + brotli(path.join(dist, file)), 0);
    return { name, bytes, files: fresh, ...(budget && { budget }) };
  };
  const of = (entry) => staticGraph(chunks, entry);
  const parts = [
    line('launcher: before the tab shows', ['earshot.js'], BUDGETS.tab),
    line('engine', of('src/start.ts')),
    line('panel with CES and comment', of('widget/panel.tsx')),
    line('English', of('widget/locales/en.ts')),
  ];
  const total = {
    name: 'CES form with comment, all told',
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    files: parts.flatMap(({ files }) => files),
    budget: BUDGETS.form,
  };
  const later = [
    line('at idle: isolation, triggers, bridges, drafts, warnings', of('src/extras/index.ts')),
    line('at idle: the other questions and presets', of('widget/more.ts')),
    line('attachments: when somebody hands some over', of('src/attachments/index.ts')),
    line('answers and updates: where the device has some, or the form is opened', of('src/updates/index.ts')),
    line('answers and updates: where there are some, and when they are looked at', of('widget/news/index.tsx')),
    line('in a native app: bridges', of('src/host/bridges.ts')),
    line('in a native app, or fullscreen: safe areas', of('widget/in-app.ts')),
    line('where Back closes the form', of('src/host/close-on-back.ts')),
    line('earshot.full.js', ['earshot.full.js'], BUDGETS.full),
    line('earshot.webview.js', ['earshot.webview.js'], BUDGETS.webview),
    line('earshot.surveys.js, before either', ['earshot.surveys.js'], BUDGETS.surveys),
    line("earshot.worker.js, in a site's service worker", ['earshot.worker.js'], BUDGETS.worker),
  ];
  return [...parts, total, ...later, ...lazy(chunks, taken).map(([name, file]) => line(name, [file]))];
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = measure(path.join(import.meta.dirname, '../../dist'));
  const number = (value) => value.toLocaleString('en').padStart(8);
  console.log(`${'brotli 11, bytes'.padEnd(54)}    size  budget`);
  for (const { name, bytes, budget, files } of sizes) {
    const over = budget && bytes > budget ? `  over by ${bytes - budget}` : '';
    console.log(`${name.padEnd(54)}${number(bytes)}${budget ? number(budget) : ''.padStart(8)}${over}`);
    if (!name.includes('all told')) console.log(`    ${files.join(' ')}`);
  }
  process.exitCode = sizes.some(({ bytes, budget }) => budget && bytes > budget) ? 1 : 0;
}
