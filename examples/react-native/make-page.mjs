// Writes page.ts: the page as one text, with the script inside. A text with a base URL has a real origin, but no file
// beside it that a script tag could name. `node make-page.mjs [path of earshot.webview.js]`
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const script = readFileSync(process.argv[2] ?? path('../../dist/earshot.webview.js'), 'utf8');
// the text of a script ends at the first `</script`, wherever that stands
const safe = script.replace(/<\/(script)/gi, '<\\/$1');
const html = readFileSync(path('web/index.html'), 'utf8')
  .replace(' src="earshot.webview.js"', '')
  .replace('></script>', () => `>${safe}</script>`);
writeFileSync(path('page.ts'), `// made by make-page.mjs\nexport const html = ${JSON.stringify(html)};\n`);
