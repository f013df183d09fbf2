import type { Locator, Page } from 'playwright-core';

/** What is drawn at an element, and a little around it, as the screen has it. */
export async function pictureOf(page: Page, at: Locator, aroundPx = 6): Promise<string> {
  await at.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await at.boundingBox())!;
  const clip = {
    x: Math.max(0, Math.floor(x) - aroundPx),
    y: Math.max(0, Math.floor(y) - aroundPx),
    width: Math.ceil(width) + 2 * aroundPx,
    height: Math.ceil(height) + 2 * aroundPx,
  };
  return (await page.screenshot({ clip, caret: 'hide', animations: 'disabled' })).toString('base64');
}

/**
 * How many pixels of two pictures have at least this contrast with each other (1: those that differ at all). Read by a
 * canvas of the page, so that no library has to decode PNG.
 */
export const pixelsApart = (page: Page, one: string, other: string, contrast: number): Promise<number> =>
  page.evaluate(
    async ([a, b, least]) => {
      const read = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
        pen.drawImage(image, 0, 0);
        return pen.getImageData(0, 0, image.width, image.height);
      };
      const luminance = (data: Uint8ClampedArray, at: number) => {
        const [r, g, b] = [0, 1, 2].map((part) => {
          const it = data[at + part]! / 255;
          return it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
      };
      const [first, second] = [await read(a), await read(b)];
      if (first.width !== second.width || first.height !== second.height)
        throw new Error('The pictures differ in size.');
      let count = 0;
      for (let at = 0; at < first.data.length; at += 4) {
        const [dim, light] = [luminance(first.data, at), luminance(second.data, at)].sort((x, y) => x - y);
        if ((light! + 0.05) / (dim! + 0.05) >= least) count++;
      }
      return count;
    },
    [one, other, contrast] as const,
  );
