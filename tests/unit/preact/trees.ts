import fc from 'fast-check';
import type { ComponentChild, ComponentType } from 'preact';
import type { Lib } from './cut';

/** What a view draws, as data, so that two builds of Preact can draw the same. */
export type Tree =
  | null
  | boolean
  | string
  | number
  | { list: Tree[] }
  | { tag: string; props: { [name: string]: unknown }; on?: string; children: Tree[] };

const attributes = fc.record(
  {
    class: fc.constantFrom('point', 'row chips', undefined),
    id: fc.constantFrom('a', 'b'),
    lang: fc.constantFrom('en', 'ko', undefined),
    role: fc.constantFrom('group', 'radiogroup'),
    tabIndex: fc.constantFrom(0, -1),
    for: fc.constantFrom('a', 'b'),
    disabled: fc.boolean(),
    'aria-hidden': fc.constantFrom('true', true, false, null),
    'aria-invalid': fc.boolean(),
    'aria-describedby': fc.constantFrom('a b', undefined),
    'data-mood': fc.constantFrom(0, 1),
  },
  { requiredKeys: [] },
);

// A view that has a field gives it a value on each drawing; it never takes the value prop away from a field.
const field = fc.record({
  type: fc.constantFrom('text', 'radio', 'checkbox'),
  value: fc.constantFrom('', '안녕', 'abc'),
  checked: fc.boolean(),
});

const area = fc.record({ rows: fc.constant(3), dir: fc.constant('auto'), value: fc.constantFrom('', '안녕', 'abc') });

const shape = fc.record(
  { viewBox: fc.constant('0 0 24 24'), class: fc.constantFrom('mark', undefined) },
  { requiredKeys: [] },
);
const on = fc.option(fc.constantFrom('onClick', 'onInput', 'onChange'), { nil: undefined });

export const { tree } = fc.letrec<{ tree: Tree; children: Tree[]; element: Tree }>((tie) => ({
  children: fc.array(tie('tree'), { maxLength: 5 }),
  element: fc.oneof(
    fc.record({
      // The capital ones are components, see below.
      tag: fc.constantFrom('div', 'p', 'span', 'button', 'label', 'fieldset', 'Card', 'Pair', 'Maybe'),
      props: attributes,
      on,
      children: tie('children'),
    }),
    fc.record({ tag: fc.constant('input'), props: field, on, children: fc.constant([]) }),
    fc.record({ tag: fc.constant('textarea'), props: area, on, children: fc.constant([]) }),
    fc.record({
      tag: fc.constant('svg'),
      props: shape,
      children: fc.array(
        fc.record({
          tag: fc.constantFrom('path', 'circle'),
          props: fc.record({ d: fc.constantFrom('M6 6 18 18', 'M12 7v6') }),
          children: fc.constant([]),
        }),
        { maxLength: 2 },
      ),
    }),
  ) as fc.Arbitrary<Tree>,
  tree: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom<Tree>(null, false, true, '', 'words', 'other words', 0, 7),
    { arbitrary: tie('element') as fc.Arbitrary<Tree>, weight: 4 },
    (tie('children') as fc.Arbitrary<Tree[]>).map((list) => ({ list })),
  ),
}));

/** Views are functions without state: one that frames, one without a frame, one that may draw nothing. */
const components = (lib: Lib): { [name: string]: ComponentType<{ id?: string; children?: ComponentChild }> } => ({
  Card: ({ id, children }) => lib.h('section', { id }, children),
  Pair: ({ children }) => lib.h(lib.Fragment, null, lib.h('b', null, 'first'), children),
  Maybe: ({ id, children }) => (id ? lib.h('i', null, children) : null),
});

/** `heard` gets a line for each event that a listener hears. */
export function drawer(lib: Lib, heard: string[]) {
  const known = components(lib);
  return function draw(it: Tree, turn: number): ComponentChild {
    if (it === null || typeof it !== 'object') return it;
    if ('list' in it) return it.list.map((child) => draw(child, turn));
    const { tag, on, children } = it;
    const props = { ...it.props, ...(on && { [on]: ({ type }: Event) => heard.push(`${turn} ${tag} ${type}`) }) };
    return lib.h((known[tag] ?? tag) as 'div', props, ...children.map((child) => draw(child, turn)));
  };
}
