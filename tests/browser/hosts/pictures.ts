import type { Frame, Page } from 'playwright-core';

/** How far the shadow is looked at, around the tab and the form. The ground of every host is white for its sake. */
const AROUND_PX = 12;

/**
 * A pixel is another one when a channel of it is off by more than this, of 255. A plain page drawn twice is the same to
 * the bit; where a host makes layers of its own, a few pixels of soft edges and shadows round another way (seen: 7 pixels,
 * by up to 4). A colour that is off by less than this nobody sees.
 */
const CHANNEL_TOLERANCE = 8;

/** What a visitor sees of us, and where it stands on the screen. */
export interface Picture {
  box: { x: number; y: number; width: number; height: number };
  png: string;
}

/**
 * What is at `selector` with a margin around it, in pixels of the screen. `page` is the whole window, `inside` the
 * document that has it.
 */
export async function picture(page: Page, selector: string, inside: Page | Frame = page): Promise<Picture> {
  const scale = await page.evaluate(() => devicePixelRatio);
  const place = (await inside.locator(selector).first().boundingBox())!;
  const box = {
    x: place.x * scale,
    y: place.y * scale,
    width: place.width * scale,
    height: place.height * scale,
  };
  const png = await page.screenshot({
    clip: {
      x: (Math.floor(box.x) - AROUND_PX) / scale,
      y: (Math.floor(box.y) - AROUND_PX) / scale,
      width: (Math.ceil(box.width) + 2 * AROUND_PX) / scale,
      height: (Math.ceil(box.height) + 2 * AROUND_PX) / scale,
    },
    // one picture that has the blinking caret and one that has not are two
    caret: 'hide',
    animations: 'disabled',
  });
  return { box, png: `data:image/png;base64,${png.toString('base64')}` };
}

/** Which sides stand elsewhere, in words. Positions are fractions of a pixel, and layout has steps of a sixty-fourth. */
export function displaced(one: Picture, other: Picture, tolerancePx = 1 / 64): string[] {
  return (['x', 'y', 'width', 'height'] as const)
    .map((side) => ({ side, off: other.box[side] - one.box[side] }))
    .filter(({ off }) => Math.abs(off) > tolerancePx)
    .map(({ side, off }) => `${side} is off by ${off} px`);
}

/**
 * In what two pictures differ, in words; empty when a visitor sees the same at the same place. Read by the canvas of an
 * empty page of the browser that took them, so that no library has to decode PNG.
 */
export async function differences(beside: Page, one: Picture, other: Picture): Promise<string[]> {
  const found = displaced(one, other);
  if (found.length) return found;
  const empty = await beside.context().newPage();
  try {
    const { count, most } = await empty.evaluate(
      async ({ pngs, tolerance }) => {
        const [a, b] = await Promise.all(
          pngs.map(async (png) => {
            const image = new Image();
            image.src = png;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
            canvas.drawImage(image, 0, 0);
            return canvas.getImageData(0, 0, image.width, image.height);
          }),
        );
        if (a!.width !== b!.width || a!.height !== b!.height) return { count: -1, most: 0 };
        const others = new Set<number>();
        let most = 0;
        a!.data.forEach((value, at) => {
          const off = Math.abs(value - b!.data[at]!);
          most = Math.max(most, off);
          if (off > tolerance) others.add(at >> 2);
        });
        return { count: others.size, most };
      },
      { pngs: [one.png, other.png], tolerance: CHANNEL_TOLERANCE },
    );
    return count ? [count < 0 ? 'the pictures differ in size' : `${count} pixels differ, by up to ${most} of 255`] : [];
  } finally {
    await empty.close();
  }
}
