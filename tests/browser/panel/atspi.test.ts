import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engine } from '../../support/browser';
import { heardFrom, toldIn } from '../../support/heard/atspi';
import { type Desktop, missingForAtspi, openDesktop } from '../../support/heard/desktop';
import { all, outline } from '../../support/heard/outline';
import { complete } from './by-keyboard';
import { mount, send } from './drive';
import { steady, surveys } from './gallery';
import { OUTLINES } from './outlines';
import { panelSession } from './session';

/** Chromium's tree: tree.test.ts. */
const missing = engine === 'chromium' ? [] : missingForAtspi();
if (missing.length) console.warn(`No tree of ${engine}: apt-get install --no-install-recommends ${missing.join(' ')}`);
const cannot = engine === 'chromium' || missing.length > 0;

const SAVED = 'Saved on this device. It will be sent the next time this site is open and online.';

/** WebKitGTK 2.50 tells nobody that a status region changed: the tree has it, and the focus goes to the thanks. */
const tellable = (lines: string[]) => lines.filter((line) => engine === 'firefox' || !line.startsWith('said status'));

describe.skipIf(cannot)('what a screen reader meets over AT-SPI', () => {
  let desktop: Desktop;
  // before the browser starts, which looks for it then
  beforeAll(async () => {
    desktop = await openDesktop();
  });
  const { open } = panelSession();
  afterAll(() => desktop?.close());

  const things = async () => {
    const panel = await desktop.panel();
    return panel ? heardFrom(panel) : [];
  };
  const heard = async () => outline(await things());
  /** The tree follows the page, in its own time. */
  const settled = (lines: string[], status = '') =>
    expect
      .poll(heard)
      .toEqual([
        'dialog "Your visit"',
        ...['heading "Your visit"', 'button "Close"', ...lines, `status${status}`, 'button "Send"'].map(
          (line) => `  ${line}`,
        ),
      ]);
  let told: string[] = [];
  const toldSoFar = async () => {
    told.push(...toldIn(await desktop.events()));
    return told;
  };

  test.each(Object.keys(OUTLINES))(
    'every question by tree: %s says what it is, what is missing, and what was answered, and tells of each change',
    async (name) => {
      const expected = OUTLINES[name]!;
      const page = await open({ survey: steady(name), settleMs: 0 });
      await settled(expected.asked);
      told = [];
      await desktop.events();
      if (expected.answered.length) {
        await complete(page);
        await settled(expected.answered);
        await expect.poll(toldSoFar).toEqual(expect.arrayContaining(tellable(expected.told)));
        await page.keyboard.press('Enter');
        await expect.poll(heard).toContain(`  status "${SAVED}"`);
        await expect
          .poll(toldSoFar)
          .toEqual(
            expect.arrayContaining(
              tellable(['focused button "Send"', 'focused heading "Thank you"', `said status "${SAVED}"`]),
            ),
          );
      }
      await mount(page, { survey: steady(name, true), settleMs: 0 });
      await send(page);
      await settled(expected.missing);
    },
  );

  test('nothing that takes the focus is without a name, in any survey', async () => {
    const page = await open();
    for (const name of Object.keys(surveys)) {
      await mount(page, { survey: { ...surveys[name]!, id: name }, requireConsent: true });
      await expect.poll(async () => (await heard())[0]).toMatch(/^dialog "Your (visit|order)"/);
      const nameless = all(await things()).filter((thing) => thing.focusable && !thing.name.trim());
      expect(nameless, name).toEqual([]);
    }
  });
});
