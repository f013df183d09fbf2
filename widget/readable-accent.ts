/**
 * Black or white on the host's own accent, whichever is easier to read (WCAG 1.4.3): an option gives one colour only.
 * Does nothing where the page did not set an accent, or set the text on it too.
 */
export function readableAccent({ style }: HTMLElement, shell: Element): void {
  if (!style.getPropertyValue('--earshot-accent') || style.getPropertyValue('--earshot-on-accent')) return;
  // The browser turns any colour in sRGB into this form; others are left to the theme.
  const rgb = /^rgba?\((\d+), (\d+), (\d+)/.exec(getComputedStyle(shell).accentColor);
  const [, r, g, b] = (rgb ?? []).map((it) => (Number(it) / 255) ** 2.2);
  // 0.18 is where black and white have the same contrast.
  if (rgb) style.setProperty('--earshot-on-accent', 0.2126 * r! + 0.7152 * g! + 0.0722 * b! > 0.18 ? '#000' : '#fff');
}
