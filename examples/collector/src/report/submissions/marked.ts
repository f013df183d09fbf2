import { html } from 'hono/html';
import { searchable } from '../../search/fold';
import type { Html } from '../context';

const letters = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Of the longest texts only the beginning is looked through: nobody looks for marks further down. */
const MOST_LOOKED_AT = 20_000;

/**
 * A text in pieces, in order; `hit`: it is what was searched for, as it is written here. Whole letters, as people see them:
 * a mark never parts 한 or an emoji.
 */
export const piecesOf = (text: string, terms: readonly string[]): { text: string; hit: boolean }[] => {
  const sought = terms.map(searchable).filter(Boolean);
  if (!sought.length || text.length > MOST_LOOKED_AT) return [{ text, hit: false }];
  const clusters = [...letters.segment(text)].map(({ segment }) => segment);
  /** The cluster that each letter of the folded text came from. */
  const from: number[] = [];
  let folded = '';
  for (const [index, cluster] of clusters.entries()) {
    const part = searchable(cluster);
    for (let at = 0; at < part.length; at++) from.push(index);
    folded += part;
  }
  const hits = new Set<number>();
  for (const one of sought)
    for (let at = folded.indexOf(one); at >= 0; at = folded.indexOf(one, at + one.length))
      for (let within = at; within < at + one.length; within++) hits.add(from[within]!);
  const pieces: { text: string; hit: boolean }[] = [];
  for (const [index, cluster] of clusters.entries()) {
    const hit = hits.has(index);
    const last = pieces.at(-1);
    if (last && last.hit === hit) last.text += cluster;
    else pieces.push({ text: cluster, hit });
  }
  return pieces;
};

/** A text with what was searched for marked in it; `write` says how its pieces are written. */
export const marked = (
  text: string,
  terms: readonly string[],
  write: (piece: string) => Html | string = (piece) => piece,
): Html | string =>
  terms.some(Boolean)
    ? html`${piecesOf(text, terms).map((piece) => (piece.hit ? html`<mark>${write(piece.text)}</mark>` : write(piece.text)))}`
    : write(text);
