import { expect, test } from 'vitest';
import { useGallery } from './gallery-page';

const { openStage } = useGallery();

interface Place {
  /** From the edges of the window, in px. */
  left: number;
  right: number;
  below: number;
  width: number;
  height: number;
  writing: string;
}

/** Where the launcher stands in a window of 390 × 780; nothing where none is seen. */
async function placeOf(query: string): Promise<Place | undefined> {
  const page = await openStage(`state=closed&${query}`);
  const button = page.getByRole('button');
  if (query.includes('launcher=hidden')) await page.waitForFunction('document.readyState === "complete"');
  // the other shapes come once their sheet is there
  else await button.first().waitFor();
  if (!(await button.count())) return undefined;
  await button.evaluate((it) => Promise.all(it.getAnimations().map(({ finished }) => finished)));
  return button.evaluate((it) => {
    const { left, right, bottom, width, height } = it.getBoundingClientRect();
    return {
      left: Math.round(left),
      right: Math.round(innerWidth - right),
      below: Math.round(innerHeight - bottom),
      width,
      height,
      writing: getComputedStyle(it).writingMode,
    };
  });
}

test('a tab stands in the corner, 16 px from the edges, at the side where a line ends', async () => {
  expect(await placeOf('')).toMatchObject({ right: 16, below: 16 });
  expect(await placeOf('position=start')).toMatchObject({ left: 16, below: 16 });
  expect(await placeOf('lang=ar')).toMatchObject({ left: 16, below: 16 });
  expect(await placeOf('lang=ar&position=start')).toMatchObject({ right: 16, below: 16 });
});

test('the page moves it by --earshot-side and --earshot-bottom', async () => {
  expect(await placeOf('side=40&bottom=96')).toMatchObject({ right: 40, below: 96 });
  expect(await placeOf('launcher=button&position=start&side=0&bottom=0')).toMatchObject({ left: 0, below: 0 });
});

test('a button is a round one of 56 px', async () => {
  expect(await placeOf('launcher=button')).toMatchObject({ right: 16, below: 16, width: 56, height: 56 });
});

test('an edge is along the side of the window, in the middle of it', async () => {
  for (const [query, side] of [
    ['', 'right'],
    ['&position=start', 'left'],
    ['&lang=he', 'left'],
  ] as const) {
    const { height, below, ...place } = (await placeOf(`launcher=edge${query}`))!;
    expect(place, query).toMatchObject({ [side]: 0, writing: 'vertical-rl' });
    expect(height).toBeGreaterThan(place.width);
    expect(Math.abs(below + height / 2 - 390), 'in the middle').toBeLessThanOrEqual(1);
  }
});

test('hidden there is none to be seen', async () => {
  expect(await placeOf('launcher=hidden')).toBeUndefined();
});
