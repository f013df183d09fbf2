import type { AtspiEvent, AtspiThing } from './desktop';
import type { Heard } from './outline';

/** AT-SPI's roles, and what ARIA calls the same. Those that are not here are called the same. */
const ROLES: { [role: string]: string } = {
  'check box': 'checkbox',
  'combo box': 'combobox',
  'date editor': 'date',
  entry: 'textbox',
  'list item': 'listitem',
  'menu item': 'option',
  panel: 'group',
  grouping: 'group',
  'progress bar': 'progressbar',
  'push button': 'button',
  'radio button': 'radio',
  'spin button': 'spinbutton',
  'status bar': 'status',
};
const BOXES = new Set(['section', 'paragraph', 'static', 'menu', 'text']);

const roleOf = ({ role, attributes }: Pick<AtspiThing, 'role' | 'attributes'>) =>
  attributes['xml-roles']?.split(' ')[0] || (ROLES[role] ?? role);

const words = (text: string): Heard[] => {
  const name = text.replace(/\ufffc/g, '').trim();
  return name ? [{ role: 'text', name, description: '', value: '', states: [], focusable: false, children: [] }] : [];
};

/** Firefox adds the words of its own button to the name of a file's field. */
const FIREFOXS_OWN = / Browse… No files selected\.$/;

/** WebKit writes names of several parts without the space between them, which nobody hears. */
const spaced = (name: string) => name.replace(/([,?])(?=[\p{L}(])/gu, '$1 ');

/** The same things in ARIA's words. */
export function heardFrom(thing: AtspiThing): Heard[] {
  const children = thing.children.flatMap(heardFrom);
  if (thing.role === 'label') return children.filter(({ role }) => role !== 'text');
  const own = words(thing.text);
  if (BOXES.has(thing.role) && !thing.attributes['xml-roles']) return [...own, ...children];
  const role = roleOf(thing);
  // WebKit calls a day's field a text, with fields for its parts
  const isDay = role === 'textbox' && thing.children.length > 0;
  return [
    {
      role: isDay ? 'date' : role,
      name: spaced(thing.name.replace(FIREFOXS_OWN, '')),
      description: thing.description,
      value: thing.attributes['valuetext'] ?? thing.text,
      states: [...thing.states, ...(thing.states.includes('sensitive') ? [] : ['disabled'])],
      focusable: thing.states.includes('focusable'),
      children: role === 'status' || role === 'listitem' ? [...own, ...children] : children,
    },
  ];
}

/** What was told, one line each: `checked radio "Bad"`, `said status "Sent."`. */
export const toldIn = (events: AtspiEvent[]): string[] =>
  events.flatMap(({ type, on, said, ...thing }) => {
    const [role, name] = [roleOf(thing), spaced(thing.name)];
    const [, state] = /^object:state-changed:(\S+)/.exec(type) ?? [];
    if (state) return on ? [`${state === 'invalid-entry' ? 'invalid' : state} ${role} "${name}"`] : [];
    const text = said.replace(/\ufffc/g, '').trim();
    if (!text) return [];
    return [role === 'status' ? `said status "${text}"` : `came ${role} "${name}": ${text}`];
  });
