/** The part of css-tree that is used here; it brings no types of its own. */
declare module 'css-tree/selector-parser' {
  /** Throws a SyntaxError with `column` where the text is no selector. */
  export default function parse(text: string, options: { context: 'selectorList' }): unknown;
}
