import { Fragment, h, type JSX } from 'preact';
import { parts } from './parts';
import { Group } from './questions/group';
import { Asked, about, type Panel, problem, Send } from './view';

/**
 * What surveys of several pages, and questions that no preset asks, are drawn with. Each of them is a chunk of its own
 * that imports no other: the build gives it `handed-kit` in place of this file (`rollup.plugins.mjs`), and it is handed
 * what the panel has, Preact included. So there is no second copy of anything, and state stays where it is.
 */
export { Asked, about, Fragment, Group, h, parts, problem, Send };

/** What is handed over, in the order of `HANDED` in the build. Here it is all there already. */
export const kit = [Asked, Fragment, Group, Send, about, h, parts, problem];
export const take = (_kit: unknown[]): void => {};

/** How a question type is drawn, its own style sheet, and what its answer and its problems are called in words. */
export interface FieldParts<Asks> {
  Field(props: { panel: Panel; question: Asks }): JSX.Element;
  css?: string;
  /** The answer as it was displayed; cut to 120 code points by whoever asks. */
  label?(panel: Panel, question: Asks, value: unknown): string | undefined;
  /** What is wrong, with the limits of this question in words. */
  problemText?(panel: Panel, question: Asks, problem: string): string | undefined;
}

/** One file in `fields/`. */
export interface FieldFile {
  take(kit: unknown[]): void;
  field: FieldParts<never>;
}
