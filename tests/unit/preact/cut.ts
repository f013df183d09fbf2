import { rollup } from 'rollup';
import { preactCut } from '../../../rollup.preact.mjs';

/** The part of Preact that views use, from either build. */
export type Lib = Pick<typeof import('preact'), 'h' | 'render' | 'Fragment'>;

/** Bundles `entry` as the page build does, up to minifying. */
export async function bundle(entry: string): Promise<string> {
  const built = await rollup({
    input: 'entry',
    plugins: [
      { name: 'entry', resolveId: (id) => (id === 'entry' ? id : null), load: (id) => (id === 'entry' ? entry : null) },
      preactCut(),
    ],
  });
  return (await built.generate({ format: 'es' })).output[0].code;
}

export const everything = `export { h, render, Fragment } from 'preact';`;

/** The patched Preact, as a page would run it. */
export const cutPreact = async (): Promise<Lib> =>
  import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(await bundle(everything))}`);
