import type { CDPSession, Page } from 'playwright-core';
import { all, type Heard } from './outline';

/** As the protocol hands it over (Accessibility.AXNode), as far as it is read here. */
interface AXNode {
  nodeId: string;
  ignored: boolean;
  role?: { value?: string };
  name?: { value?: string };
  description?: { value?: string };
  value?: { value?: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
  childIds?: string[];
}

/** Chromium's own roles, and what ARIA calls the same. */
const ROLES: { [role: string]: string } = { Date: 'date', StaticText: 'text', ProgressIndicator: 'progressbar' };
/** Only boxes: what is in them stands in what they are in. */
const BOXES = new Set(['generic', 'none', 'MenuListPopup', 'paragraph']);
/** Their words are the names of what they label. */
const NAMES = new Set(['LabelText', 'Legend']);

function heardFrom(nodes: AXNode[]): Heard[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const inside = (id: string): Heard[] => {
    const node = byId.get(id);
    const own = node?.role?.value ?? '';
    if (!node || own === 'InlineTextBox') return [];
    const children = (node.childIds ?? []).flatMap(inside);
    if (node.ignored || BOXES.has(own)) return children;
    if (NAMES.has(own)) return children.filter(({ role }) => role !== 'text');
    const property = (name: string) => node.properties?.find((one) => one.name === name)?.value.value;
    return [
      {
        role: ROLES[own] ?? own,
        name: node.name?.value ?? '',
        description: node.description?.value ?? '',
        value: `${node.value?.value ?? ''}`,
        states: ['required', 'invalid', 'checked', 'selected', 'disabled', 'focused'].filter(
          (name) => `${property(name)}` === 'true',
        ),
        focusable: property('focusable') === true,
        children,
      },
    ];
  };
  return inside(nodes[0]!.nodeId);
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** What Chromium hands to screen readers, from the page down. */
export async function heardInChromium(page: Page): Promise<Heard[]> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  const { nodes } = await (await session).send('Accessibility.getFullAXTree');
  return heardFrom(nodes as unknown as AXNode[]);
}

/** The panel alone. */
export const panelInChromium = async (page: Page): Promise<Heard[]> =>
  all(await heardInChromium(page)).filter(({ role }) => role === 'dialog');
