import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DIST, settled, tabOf, useStand } from './stand';

const stand = useStand();
const words = () =>
  stand.batches.flatMap(({ records }) => records.flatMap(({ answers }) => answers.map(({ value }) => value)));

describe('earshot.full.js', () => {
  it('works on file://, from the tab to the collector, and asks for no other file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'earshot-file-'));
    try {
      copyFileSync(join(DIST, 'earshot.full.js'), join(folder, 'earshot.full.js'));
      writeFileSync(
        join(folder, 'page.html'),
        `<!doctype html><html lang="ko"><meta charset="utf-8"><title>앱</title><h1>앱</h1>
         <script async src="earshot.full.js" data-endpoint="${stand.endpoint}" data-project="app"></script>`,
      );
      const page = await stand.open({ script: '' });
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(pathToFileURL(join(folder, 'page.html')).href);
      await page.getByRole('button', { name: '의견 보내기' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio').nth(3).check({ force: true });
      await dialog.getByRole('textbox').first().fill('파일에서');
      await dialog
        .getByRole('button', { name: /보내기/ })
        .last()
        .click();
      await expect.poll(words).toContain('파일에서');
      expect(asked.filter((url) => url.startsWith('file:')).map((url) => url.split('/').pop())).toEqual([
        'page.html',
        'earshot.full.js',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('runs with SRI from another origin, and not when it was changed (Security 2)', async () => {
    const bytes = readFileSync(join(DIST, 'earshot.full.js'));
    const tag = (hash: string) => stand.tag(` integrity="sha384-${hash}"`).replace('/earshot.js', '/earshot.full.js');
    const page = await stand.open({ script: tag(createHash('sha384').update(bytes).digest('base64')) });
    await tabOf(page).click();
    await page.getByRole('dialog').waitFor();
    expect(stand.assets.paths).toEqual(['/earshot.full.js']);
    const other = await stand.open({ script: tag(createHash('sha384').update('other').digest('base64')) });
    await settled(other);
    expect(await tabOf(other).count()).toBe(0);
  });
});
