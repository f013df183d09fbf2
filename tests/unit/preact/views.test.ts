// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { cutPreact, type Lib } from './cut';

let lib: Lib;
let root: HTMLElement;

beforeAll(async () => {
  lib = await cutPreact();
});

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'));
});

const show = (...children: unknown[]) => lib.render(lib.h('div', null, ...(children as string[])), root);

test('A field that already holds the text is not written to, so that a syllable goes on being composed', () => {
  const view = (value: string) =>
    show(lib.h('textarea', { value }), lib.h('input', { type: 'checkbox', checked: value === '하' }));
  view('');
  const [area, box] = root.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input');
  const written: unknown[] = [];
  for (const [element, name] of [
    [area, 'value'],
    [box, 'checked'],
  ] as const) {
    const held = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), name)!;
    Object.defineProperty(element, name, {
      get: () => held.get!.call(element),
      set: (value) => written.push(value) && held.set!.call(element, value),
    });
  }
  area!.value = 'ㅎ';
  area!.value = '하';
  (box as HTMLInputElement).checked = true;
  written.length = 0;
  view('하');
  expect(written).toEqual([]);
  view('한');
  expect(written).toEqual(['한', false]);
});

test('A new listener takes the place of the old one, and none stays when it is taken away', () => {
  const [first, second] = [vi.fn(), vi.fn()];
  for (const onClick of [first, second]) show(lib.h('button', { onClick }));
  const button = root.querySelector('button')!;
  button.click();
  expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
  show(lib.h('button', null));
  button.click();
  show(lib.h('button', { onClick: first }));
  button.click();
  expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});

test('A language that is no longer named goes, where Preact would leave lang="", an unknown language', () => {
  show(lib.h('p', { lang: 'ko' }));
  show(lib.h('p', { lang: undefined }));
  expect(root.innerHTML).toBe('<div><p></p></div>');
});

test('A view that throws leaves the page as it was, and the next drawing goes on from there', () => {
  const View = ({ bad }: { bad?: boolean }) => {
    if (bad) throw new Error('no words');
    return lib.h('p', null, 'fine');
  };
  show('before', lib.h(View, null), lib.h('i', null));
  const [before, paragraph] = [root.innerHTML, root.querySelector('p')];
  expect(() => show('changed', lib.h(View, { bad: true }), lib.h('b', null))).toThrow('no words');
  expect(root.innerHTML).toBe(before);
  show('changed', lib.h(View, null), lib.h('b', null));
  expect(root.innerHTML).toBe('<div>changed<p>fine</p><b></b></div>');
  expect(root.querySelector('p')).toBe(paragraph);
});

test('An object from JSON is never drawn as an element', () => {
  const forged = JSON.parse('{"type":"script","props":{"src":"https://example.com"},"key":null,"constructor":null}');
  show('a', forged, [forged], 'b');
  expect(root.innerHTML).toBe('<div>ab</div>');
  lib.render(forged, root);
  expect(root.innerHTML).toBe('');
});

test('Another part in the same place is drawn anew: a double click on the old button does not press the new one', () => {
  const Send = () => lib.h('button', null, 'Send');
  const Close = () => lib.h('button', null, 'Close');
  show(lib.h(Send, null));
  const send = root.querySelector('button');
  show(lib.h(Close, null));
  expect(root.querySelector('button')).not.toBe(send);
  expect(root.innerHTML).toBe('<div><button>Close</button></div>');
});

test('SVG is SVG inside, and HTML again after it', () => {
  show(lib.h('svg', { viewBox: '0 0 24 24' }, lib.h('path', { d: 'M6 6' })), lib.h('p', null));
  expect(root.querySelector('path')!.namespaceURI).toBe('http://www.w3.org/2000/svg');
  expect(root.querySelector('svg')!.getAttribute('viewBox')).toBe('0 0 24 24');
  expect(root.querySelector('p')!.namespaceURI).toBe('http://www.w3.org/1999/xhtml');
});

test('Rendering nothing empties the element', () => {
  show('a', lib.h('p', null), [lib.h('i', null)]);
  lib.render(null, root);
  expect(root.childNodes.length).toBe(0);
});
