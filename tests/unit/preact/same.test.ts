// @vitest-environment happy-dom
import fc from 'fast-check';
import * as preact from 'preact';
import { beforeAll, expect, test } from 'vitest';
import { cutPreact, type Lib } from './cut';
import { drawer, type Tree, tree } from './trees';

let cut: Lib;
const full: Lib = preact;

beforeAll(async () => {
  cut = await cutPreact();
});

const nodesIn = (at: Node): Node[] => [...at.childNodes].flatMap((node) => [node, ...nodesIn(node)]);

/**
 * Preact empties a property it takes back, the patched one removes the attribute; true is "" or "true". A field's value
 * is compared as the visitor sees it: the attribute of that name only tells that the node was once of another type.
 */
const attributesOf = (element: Element) =>
  Object.fromEntries(
    [...element.attributes]
      .map(({ name, value }) => [name.toLowerCase(), name === 'disabled' ? 'on' : value] as const)
      .filter(([name, value]) => value !== '' && name !== 'value')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const described = (node: Node) => {
  if (node.nodeType === 3) return (node as Text).data;
  const element = node as HTMLInputElement;
  return {
    is: `${element.namespaceURI} ${element.localName}`,
    has: attributesOf(element),
    inside: element.childNodes.length,
    ...(/input|textarea/.test(element.localName) && { value: element.value, checked: element.checked }),
  };
};

/** One build of Preact on its own element, with a number for each node in the order of their coming. */
function stage(lib: Lib) {
  const root = document.body.appendChild(document.createElement('div'));
  const numbers = new Map<Node, number>();
  const heard: string[] = [];
  const draw = drawer(lib, heard);
  return {
    root,
    show(view: Tree, turn: number) {
      lib.render(draw(view, turn) as never, root);
      const nodes = nodesIn(root);
      for (const node of nodes) if (!numbers.has(node)) numbers.set(node, numbers.size);
      heard.length = 0;
      for (const node of nodes) {
        for (const type of ['click', 'input', 'change']) node.dispatchEvent(new Event(type));
      }
      return { nodes: nodes.map(described), kept: nodes.map((node) => numbers.get(node)), heard: [...heard] };
    },
    type(text: string) {
      for (const field of root.querySelectorAll<HTMLInputElement>('input, textarea')) {
        if (/radio|checkbox/.test(field.type)) field.checked = !field.checked;
        else field.value = text;
      }
    },
  };
}

test('What the patched Preact is compared with is the whole of Preact', () => {
  expect([typeof preact.hydrate, 'hydrate' in cut]).toEqual(['function', false]);
});

/** Shows the same views on both; between two drawings a visitor may write what the next one does not know of. */
function compare(views: [view: Tree, typed: boolean][], also: 'kept' | undefined = undefined) {
  const stages = [stage(full), stage(cut)] as const;
  for (const [turn, [view, typed]] of views.entries()) {
    const [want, got] = stages.map(({ show }) => show(view, turn));
    expect(got!.nodes).toEqual(want!.nodes);
    expect(got!.heard).toEqual(want!.heard);
    if (also) expect(got!.kept).toEqual(want!.kept);
    if (typed) for (const { type } of stages) type('typed');
  }
  for (const { root } of stages) root.remove();
}

test('On any sequence of drawings the patched Preact makes the nodes that Preact makes, and hears the same', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(tree, fc.boolean()), { minLength: 2, maxLength: 6 }), (views) => compare(views)),
    { numRuns: 150 },
  );
}, 120_000);

/** The same tree again, in which what `there` says no to is a hole; the place of each part stays its own. */
const withHoles = (view: Tree, there: () => boolean): Tree => {
  if (view === null || typeof view !== 'object') return view;
  const thin = (children: Tree[]) => children.map((child) => (there() ? withHoles(child, there) : null));
  return 'list' in view ? { list: thin(view.list) } : { ...view, children: thin(view.children) };
};

test('Where each part keeps its place, and what is absent leaves a hole, the patched Preact keeps the nodes that Preact keeps', () => {
  const turns = fc.array(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(tree, turns, (view, all) => {
      const views = all.map((answers): [Tree, boolean] => {
        let at = 0;
        return [{ tag: 'div', props: {}, children: [withHoles(view, () => answers[at++ % 12]!)] }, false];
      });
      compare(views, 'kept');
    }),
    { numRuns: 150 },
  );
}, 120_000);

test('A list in any new order, of elements and of components with several nodes, comes out as in Preact', () => {
  const item = (name: string): Tree => ({
    tag: { a: 'p', b: 'Pair', c: 'input', d: 'Card', e: 'Pair', f: 'p', g: 'Maybe' }[name]!,
    props: name === 'c' ? { type: 'text', value: name, checked: false } : { id: name },
    children: name === 'c' ? [] : [name, { list: [null, { tag: 'i', props: {}, children: [] }] }],
  });
  const order = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { minLength: 3 });
  const list = fc.tuple(order, fc.boolean()).map(([names, alone]): [Tree, boolean] => {
    const items = names.map(item);
    return [
      { tag: 'div', props: {}, children: alone ? items : [{ list: items }, { tag: 'b', props: {}, children: [] }] },
      false,
    ];
  });
  fc.assert(
    fc.property(fc.array(list, { minLength: 2, maxLength: 6 }), (views) => compare(views)),
    { numRuns: 150 },
  );
}, 120_000);

test('Parts that come and go in their order never move a node that stays, so it keeps focus and composition', () => {
  const slots = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(slots, { minLength: 2, maxLength: 8 }), (turns) => {
      const root = document.body.appendChild(document.createElement('div'));
      const put: Node[] = [];
      const insertBefore = Node.prototype.insertBefore;
      Node.prototype.insertBefore = function <T extends Node>(node: T, before: Node | null): T {
        if (node.parentNode) put.push(node);
        return insertBefore.call(this, node, before) as T;
      };
      try {
        const Part = ({ at }: { at: number }) =>
          cut.h(cut.Fragment, null, cut.h('p', { id: `p${at}` }), cut.h('input', { id: `i${at}` }));
        for (const shown of turns) {
          const focused = root.contains(document.activeElement) && document.activeElement!.id;
          const slots = shown.map((on, at) => on && cut.h(Part, { at }));
          const points = shown.filter(Boolean).map((_, at) => cut.h('label', null, cut.h('input', { id: `n${at}` })));
          cut.render(cut.h('div', null, ...slots, points, cut.h('input', { id: 'last' })), root);
          if (focused && root.querySelector(`#${focused}`)) expect(document.activeElement!.id).toBe(focused);
          const fields = root.querySelectorAll('input');
          fields[fields.length >> 1]!.focus();
        }
        expect(put).toEqual([]);
      } finally {
        Node.prototype.insertBefore = insertBefore;
        root.remove();
      }
    }),
    { numRuns: 50 },
  );
}, 60_000);
