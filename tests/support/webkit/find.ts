/** A step from some elements to others: into them, or a choice of them. */
export type Step =
  | { css: string; hasText?: Wanted }
  | { role: string; name?: Wanted; exact?: boolean }
  | { label: Wanted; exact?: boolean }
  | { text: Wanted; exact?: boolean }
  | { hasText: Wanted }
  | { nth: number };
/** A part of a text in any case (with `exact` all of it as it is), or a regular expression. */
export type Wanted = string | { source: string; flags: string };

/**
 * Runs in the page: the elements that the steps lead to, through open shadow roots. By role only what is to be seen,
 * as playwright does it. Names are computed as far as the tests need: aria-labelledby, aria-label, labels, content.
 */
export const find = (steps: Step[]): Element[] => {
  const ROLES: { [role: string]: string } = {
    button: 'button, [role=button], input[type=button], input[type=submit]',
    checkbox: 'input[type=checkbox], [role=checkbox]',
    dialog: 'dialog[open]:not([role]), dialog[open][role=dialog], [role=dialog]:not(dialog)',
    group: 'fieldset:not([role]), [role=group]',
    heading: 'h1, h2, h3, h4, h5, h6',
    radio: 'input[type=radio], [role=radio]',
    radiogroup: '[role=radiogroup]',
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
  const fits = (text: string, wanted: Wanted | undefined, exact?: boolean) => {
    if (wanted === undefined) return true;
    if (typeof wanted === 'object') return new RegExp(wanted.source, wanted.flags).test(text);
    return exact ? text === wanted : text.toLowerCase().includes(wanted.toLowerCase());
  };
  let found: Element[] | undefined;
  for (const step of steps) {
    if ('nth' in step) {
      const one = (found ?? []).at(step.nth);
      found = one ? [one] : [];
      continue;
    }
    if (!('css' in step) && 'hasText' in step) {
      found = (found ?? []).filter((element) => fits(textOf(element), step.hasText));
      continue;
    }
    const below = (css: string) => [...new Set((found ?? [document]).flatMap((root) => all(root, css)))];
    if ('css' in step) {
      // as playwright reads it, what is inside of something may stand in its shadow
      const parts = /[>+~,]/.test(step.css) ? [step.css] : step.css.split(/\s+(?![^[]*\])/);
      for (const part of parts) found = below(part);
      found = found!.filter((element) => fits(textOf(element), step.hasText));
    } else if ('label' in step) {
      const named = below('input, textarea, select, [aria-label], [aria-labelledby]');
      found = named.filter((element) => fits(nameOf(element), step.label, step.exact));
    } else if ('text' in step) {
      // the innermost that holds all of it
      const holds = (element: Element) => fits(textOf(element), step.text, step.exact);
      found = below('*').filter((element) => holds(element) && ![...element.children].some(holds));
    } else {
      const css = ROLES[step.role];
      if (!css) throw new Error(`find.ts knows no role "${step.role}".`);
      found = below(css).filter((element) => seen(element) && fits(nameOf(element), step.name, step.exact));
    }
  }
  return found ?? [];
};
