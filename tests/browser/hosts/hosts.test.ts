import { describe, expect, it } from 'vitest';
import type { OpenOptions } from '../script-tag/stand';
import { CHANGES, HOSTS } from './hosts';
import { differences, displaced } from './pictures';
import { finish, type Looks, look, useHosts } from './visit';

const hosts = useHosts();

/** What plain pages look like, each looked at once. */
const plain = new Map<string, Promise<Looks>>();
const plainLooks = (like: OpenOptions = {}) => {
  const key = JSON.stringify(like);
  if (!plain.has(key)) plain.set(key, hosts.open(like).then(look));
  return plain.get(key)!;
};

describe('As on a plain page', () => {
  it.each(HOSTS)(
    'on a page that $name tab and form look the same, and what is said arrives',
    async ({ page, like, places }) => {
      const expected = await plainLooks(like);
      const opened = await hosts.open(page);
      const found = await look(opened);
      for (const part of ['tab', 'form', 'answered'] as const)
        expect
          .soft(
            places ? displaced(expected[part], found[part], 1) : await differences(opened, expected[part], found[part]),
            part,
          )
          .toEqual([]);
      await hosts.expectStored(await finish(opened));
      expect(hosts.complaints()).toEqual([]);
    },
  );
});

describe('The comparison', () => {
  it('finds nothing between two plain pages', async () => {
    const expected = await plainLooks();
    const page = await hosts.open();
    const found = await look(page);
    for (const part of ['tab', 'form', 'answered'] as const)
      expect(await differences(page, expected[part], found[part])).toEqual([]);
  });

  it.each(CHANGES)('reports what does reach us: %s', async (_what, css, where) => {
    const expected = await plainLooks();
    const page = await hosts.open({ head: `<style>${css}</style>` });
    const found = await look(page);
    for (const part of where) expect(await differences(page, expected[part], found[part]), part).not.toEqual([]);
  });

  it('goes from right to left to the other side, where the page does', async () => {
    const [there, here] = [await plainLooks({ html: 'lang="en" dir="rtl"' }), await plainLooks()];
    for (const part of ['tab', 'form'] as const) {
      expect(there[part].box.x).toBe(16);
      expect(here[part].box.x + here[part].box.width).toBe(1200 - 16);
    }
  });
});
