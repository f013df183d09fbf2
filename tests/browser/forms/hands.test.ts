import { expect, test } from 'vitest';
import { useSite, type Visit } from '../triggers/site';

const open = useSite();
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const RANKING = {
  id: 'order',
  type: 'ranking',
  prompt: 'What matters most?',
  order: 'kept',
  options: ['price', 'speed', 'taste', 'place'].map((id) => ({ id, label: id })),
};
const FILE = { id: 'shot', type: 'file', prompt: 'A picture of it', maxFiles: 2 };
const COMMENT = { id: 'words', type: 'text', prompt: 'In words' };
const formOf = async (questions: object[], context?: object) => {
  const surveys = { it: { version: '1', mode: 'interaction', title: 'About it', questions } };
  const visit = await open({ options: { surveys }, ...(context && { context }) });
  await visit.call('open', 'it');
  await visit.page.locator('.earshot .question').first().waitFor();
  return visit;
};
const send = async (visit: Visit) => {
  await visit.page.getByRole('button', { name: 'Send', exact: true }).click();
  await visit.page.locator('.earshot h3[tabindex]').waitFor();
  const all = async () => (await visit.records()).filter(({ kind }) => kind === 'submission');
  await expect.poll(async () => (await all()).length).toBe(1);
  return (await all())[0]!;
};
const rows = ({ page }: Visit) => page.locator('.ranks .what').allInnerTexts();
const middle = async ({ page }: Visit, selector: string) => {
  const { x, y, width, height } = (await page.locator(selector).boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
};

test('a ranking is dragged by its handle with a mouse, and its order is stored', async () => {
  const visit = await formOf([RANKING]);
  const from = await middle(visit, '[data-id=price] .grip');
  const to = await middle(visit, '[data-id=taste]');
  await visit.page.mouse.move(from.x, from.y);
  await visit.page.mouse.down();
  await visit.page.mouse.move(from.x, to.y, { steps: 8 });
  await visit.page.mouse.up();
  expect(await rows(visit)).toEqual(['speed', 'taste', 'price', 'place']);
  // it was let go
  await visit.page.mouse.move(from.x, from.y, { steps: 4 });
  expect(await rows(visit)).toEqual(['speed', 'taste', 'price', 'place']);
  expect((await send(visit)).answers).toMatchObject([
    { question: 'order', type: 'ranking', value: ['speed', 'taste', 'price', 'place'] },
  ]);
});

test('a ranking is dragged by its handle with a finger, and the page does not scroll meanwhile', async () => {
  const visit = await formOf([RANKING], PHONE);
  const from = await middle(visit, '[data-id=place] .grip');
  const to = await middle(visit, '[data-id=price]');
  const session = await visit.page.context().newCDPSession(visit.page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: from.x, y }] });
  const scrolled = () => visit.page.locator('.earshot').evaluate((it) => it.scrollTop + window.scrollY);
  const before = await scrolled();
  await touch('touchStart', from.y);
  for (let step = 1; step <= 10; step++) await touch('touchMove', from.y + ((to.y - from.y) * step) / 10);
  await touch('touchEnd');
  await expect.poll(() => rows(visit)).toEqual(['place', 'price', 'speed', 'taste']);
  expect(await scrolled()).toBe(before);
  expect((await send(visit)).answers).toMatchObject([{ value: ['place', 'price', 'speed', 'taste'] }]);
});

/** Hands files over as the browser does when they are dropped or pasted. */
const hand = (visit: Visit, how: 'drop' | 'paste', files: [name: string, type: string][]) =>
  visit.page.locator('.earshot [role=group]').evaluate(
    (group, [type, all]) => {
      const data = new DataTransfer();
      for (const [name, kind] of all as [string, string][]) data.items.add(new File(['bytes'], name, { type: kind }));
      const init = { bubbles: true, composed: true, cancelable: true };
      if (type === 'paste') return group.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }));
      const over = group.dispatchEvent(new DragEvent('dragover', { ...init, dataTransfer: data }));
      return over || group.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: data }));
    },
    [how, files] as const,
  );

test.each(['drop', 'paste'] as const)('a picture is added by %s, named, and stored beside the words', async (how) => {
  const visit = await formOf([FILE, COMMENT]);
  await hand(visit, how, [['shelf.png', 'image/png']]);
  expect(await visit.page.locator('.files li').allInnerTexts()).toEqual(['shelf.png']);
  await visit.page.locator('.earshot textarea').fill('It fell down');
  const record = await send(visit);
  expect(record.answers.map(({ question, type }) => [question, type])).toEqual([
    ['shot', 'file'],
    ['words', 'text'],
  ]);
  expect(record.attachments).toMatchObject([{ type: 'image/png', bytes: 5 }]);
  expect(record.answers[0]!.value).toEqual([record.attachments![0]!.id]);
});

test('what does not fit is named and costs nothing else: another kind of file, and one too many', async () => {
  const visit = await formOf([FILE, COMMENT]);
  await hand(visit, 'drop', [
    ['notes.txt', 'text/plain'],
    ['one.png', 'image/png'],
  ]);
  expect(await visit.page.locator('.files li').allInnerTexts()).toEqual(['one.png']);
  expect(await visit.page.locator('.problem').textContent()).toContain('notes.txt');
  await hand(visit, 'paste', [
    ['two.png', 'image/png'],
    ['three.png', 'image/png'],
  ]);
  expect(await visit.page.locator('.files li').allInnerTexts()).toEqual(['one.png', 'two.png']);
  expect(await visit.page.locator('.problem').textContent()).toContain('three.png');
  expect((await send(visit)).attachments).toHaveLength(2);
});
