/** One thing that a screen reader meets, in words that all browsers' trees are translated into. */
export interface Heard {
  /** As ARIA names it; `date` and `text` are what HTML has besides. */
  role: string;
  name: string;
  /** What is read after name and role: the text of `aria-describedby`. */
  description: string;
  /** What a field holds. */
  value: string;
  states: string[];
  /** Takes the keyboard's focus. */
  focusable: boolean;
  children: Heard[];
}

const STATES = ['required', 'invalid', 'checked', 'selected', 'disabled'];

/** Things that are read as one: what is in them is their name, or is the browser's own. */
const WHOLE = new Set(['radio', 'checkbox', 'button', 'link', 'heading', 'option', 'textbox', 'date', 'status']);

export const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();

export const all = (things: Heard[]): Heard[] => things.flatMap((thing) => [thing, ...all(thing.children)]);

/** The words of it, where it has no name. */
export const wordsIn = ({ role, name, children }: Heard): string =>
  role === 'text' ? name : children.map(wordsIn).join(' ');

/** A list's item by its own words, without the number that some browsers write before them. */
const itemName = (item: Heard) =>
  plain(item.children.map(({ role, name }) => (role === 'text' ? name : '')).join(' ')).replace(/^\d+\s*\.\s*/, '');

/** A day by the fields that the browser makes of it; nothing as long as one of them is empty. */
const dayOf = (date: Heard) => {
  const parts = all(date.children).filter(({ role }) => role === 'spinbutton');
  return parts.every(({ value }) => Number(value)) ? parts.map(({ value }) => Number(value)).join('/') : '';
};

function lineOf(thing: Heard): string {
  const { role, description, states } = thing;
  const name = plain(role === 'listitem' ? itemName(thing) : role === 'status' ? wordsIn(thing) : thing.name);
  const value = plain(
    role === 'date'
      ? dayOf(thing)
      : role === 'combobox'
        ? (all(thing.children).find((one) => one.states.includes('selected'))?.name ?? '')
        : role === 'textbox'
          ? thing.value
          : '',
  );
  return [
    role,
    ...(name ? [`"${name}"`] : []),
    ...STATES.filter((state) => states.includes(state)),
    ...(value ? [`= "${value}"`] : []),
    ...(description ? [`(${plain(description)})`] : []),
  ].join(' ');
}

/** What is in it and is not said yet. */
const below = ({ role, children }: Heard) =>
  role === 'listitem' ? children.filter((child) => child.role !== 'text') : children;

/**
 * One line a thing, what is in it below and further right: role, "name", states, = "value", (description). Words that
 * are the name or the description of something are not written once more.
 */
export function outline(things: Heard[]): string[] {
  const said = all(things).flatMap((thing) =>
    thing.role === 'text' ? [] : [thing.name, thing.description, ...(thing.role === 'status' ? [wordsIn(thing)] : [])],
  );
  const lines = (some: Heard[], depth: number): string[] =>
    some
      .filter(({ role, name }) => role !== 'text' || !said.some((words) => plain(words).includes(plain(name))))
      .flatMap((thing) => [
        '  '.repeat(depth) + lineOf(thing),
        ...(WHOLE.has(thing.role) ? [] : lines(below(thing), depth + 1)),
      ]);
  return lines(things, 0);
}
