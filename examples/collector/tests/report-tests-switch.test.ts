import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../src/contract';
import { ces, record } from './support/records';
import { useReport, visible } from './support/report';

const { newProject } = useReport();
const CES = 'survey=ces&version=1&question=ces&mode=journey&channel=web';
const many = (n: number, make: () => FeedbackRecord) => Array.from({ length: n }, make);
const released = (release: string) => ({ context: { ...record().context, release } });
const records = () => [
  ...many(12, () => record({ answers: [ces(7)], ...released('1.0') })),
  ...many(10, () => record({ answers: [ces(1)], test: true, ...released('1.1-rc') })),
];

describe('the switch that shows test records', () => {
  it('adds them to the figures of the overview, says so, and leads back', async () => {
    const { name, page } = await newProject(records());
    const without = await page(`/report/p/${name}`);
    expect(visible(without)).toContain('n = 12');
    expect(visible(without)).toContain('10 test records are left out of the figures. Show them too');
    expect(without).toContain(`href="/report/p/${name}?tests=1"`);
    const shown = await page(`/report/p/${name}?period=30&tests=1`);
    expect(visible(shown)).toContain('n = 22');
    expect(visible(shown)).toContain('10 of them tests that are counted in the figures here');
    expect(visible(shown)).toContain('Test records are shown too. Leave them out');
    expect(shown).toContain(`href="/report/p/${name}?period=30"`);
  });

  it('stays on over the links of a page: periods, figures and the list', async () => {
    const { name, page } = await newProject(records());
    const html = await page(`/report/p/${name}?tests=1`);
    expect(html).toContain(`href="/report/p/${name}?period=365&amp;tests=1"`);
    expect(html).toContain(`href="/report/p/${name}/figure?${CES.replaceAll('&', '&amp;')}&amp;tests=1"`);
    expect(html).toContain(`href="/report/p/${name}?survey=ces&amp;tests=1#submissions"`);
    expect(html.match(/<input type="hidden" name="tests" value="1">/g)).toHaveLength(2);
  });

  it('and period and survey stay over search, list and each other', async () => {
    const { name, page } = await newProject(records());
    const html = await page(`/report/p/${name}?period=30&survey=ces`);
    expect(html).toContain(`href="/report/p/${name}?survey=ces&amp;period=365"`);
    expect(html).toContain(`href="/report/p/${name}?survey=ces&amp;period=30#submissions"`);
    expect(html.slice(html.indexOf('class="search"'))).toContain('<input type="hidden" name="period" value="30">');
    const figure = await page(`/report/p/${name}/figure?${CES}&from=2026-11-01&to=2026-11-22`);
    expect(figure).toContain('?survey=ces&amp;from=2026-11-01&amp;to=2026-11-22#submissions"');
  });

  it('adds them to one figure and its parts, and a release that only tests had is no release without it', async () => {
    const { name, page } = await newProject(records());
    const without = await page(`/report/p/${name}/figure?${CES}&by=release`);
    expect(visible(without)).toContain('n = 12');
    expect(without).not.toContain('1.1-rc');
    const shown = await page(`/report/p/${name}/figure?${CES}&by=release&tests=1`);
    expect(visible(shown)).toContain('n = 22');
    expect(visible(shown)).toMatch(/1\.1-rc 10 0 %/);
    expect(visible(shown)).toContain('Test records are shown too.');
    expect(shown).toContain('&amp;tests=1&amp;by=release&amp;key=1.1-rc');
  });

  it('is said on the inbox, too', async () => {
    const { name, page } = await newProject(records());
    expect(visible(await page(`/report/p/${name}/inbox?tests=1`))).toContain(
      'Test records are shown too. Leave them out',
    );
    expect(visible(await page(`/report/p/${name}/inbox`))).not.toContain('Test records are shown');
  });
});
