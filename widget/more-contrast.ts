import { themeText } from './theme-text';

const MORE = '(prefers-contrast:more)';

/** The one sheet that a root wears over `auto`. */
const worn = new WeakMap<ShadowRoot, CSSStyleSheet>();

/**
 * `theme: 'auto'` follows the system in contrast, too: black on white, or white on black, where it asks for more when the
 * form is opened. Rejects where the themes for it cannot be loaded; the next call tries again.
 */
export async function moreContrast(root: ShadowRoot, theme: string): Promise<void> {
  const last = worn.get(root);
  const wanted = theme === 'auto' && matchMedia(MORE).matches;
  if (!last === !wanted) return;
  if (last) {
    worn.delete(root);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((it) => it !== last);
    return;
  }
  const sheet = new CSSStyleSheet();
  worn.set(root, sheet);
  const [light, dark] = await Promise.all([themeText('contrast'), themeText('contrast-dark')]).catch((error) => {
    if (worn.get(root) === sheet) worn.delete(root);
    throw error;
  });
  // stronger than the theme's own block, whose sheet is put on again and again, behind this one
  sheet.replaceSync(
    `@media ${MORE}{${light}}@media ${MORE} and (prefers-color-scheme:dark){${dark}}`.replaceAll(
      ':host',
      ':host(:not(#_))',
    ),
  );
  // another theme may have been put on meanwhile
  if (worn.get(root) === sheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
