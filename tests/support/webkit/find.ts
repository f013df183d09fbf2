/** A step from some elements to others: into them, or a choice of them. */
export type Step =
  | { css: string }
  | { role: string; name?: string | { source: string; flags: string }; exact?: boolean }
  | { nth: number };

/**
 * Runs in the page: the elements that the steps lead to, through open shadow roots. By role only what is to be seen,
 * as playwright does it. Names are computed as far as the tests need: aria-labelledby, aria-label, labels, content.
 */
export const find = (steps: Step[]): Element[] => {
  const ROLES: { [role: string]: string } = {
    button: 'button, [role=button], input[type=button], input[type=submit]',
    checkbox: 'input[type=checkbox], [role=checkbox]',
    dialog: 'dialog[open]:not([role]), dialog[open][role=dialog], [role=dialog]:not(dialog)',
    heading: 'h1, h2, h3, h4, h5, h6',
    radio: 'input[type=radio], [role=radio]',
    region: 'section[aria-label], section[aria-labelledby], [role=region]',
    status: 'output, [role=status]',
    textbox: 'textarea, input:not([type]), input[type=text], input[type=email]',
  };
  const all = (root: Document | ShadowRoot | Element, css: string): Element[] => {
    const own = root instanceof Element && root.shadowRoot ? all(root.shadowRoot, css) : [];
    const inside = [...root.children].flatMap((child) => [...(child.matches(css) ? [child] : []), ...all(child, css)]);
    return [...own, ...inside];
  };
  const textOf = (element: Element | null) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const nameOf = (element: Element): string => {
    const root = element.getRootNode() as Document | ShadowRoot;
    const by = element.getAttribute('aria-labelledby');
    if (by)
      return by
        .split(' ')
        .map((id) => textOf(root.getElementById(id)))
        .join(' ');
    const labels = (element as HTMLInputElement).labels;
    return (
      element.getAttribute('aria-label') ??
      (labels?.length ? [...labels].map(textOf).join(' ') : textOf(element as HTMLElement))
    );
  };
  const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true } as never);
  let found: Element[] | undefined;
  for (const step of steps) {
    if ('nth' in step) {
      const one = (found ?? []).at(step.nth);
      found = one ? [one] : [];
      continue;
    }
    const css = 'css' in step ? step.css : ROLES[step.role];
    if (!css) throw new Error(`find.ts knows no role "${(step as { role: string }).role}".`);
    found = [...new Set((found ?? [document]).flatMap((root) => all(root, css)))];
    if ('role' in step) {
      const { name, exact } = step;
      const fits = (text: string) =>
        name === undefined ||
        (typeof name === 'object'
          ? new RegExp(name.source, name.flags).test(text)
          : exact
            ? text === name
            : text.toLowerCase().includes(name.toLowerCase()));
      found = found.filter((element) => seen(element) && fits(nameOf(element)));
    }
  }
  return found ?? [];
};
