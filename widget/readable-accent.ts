/** The pixel that a colour becomes, whatever space it is in. */
function pixelOf(colour: string): Iterable<number> {
  const pen = document.createElement('canvas').getContext('2d')!;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return pen.getImageData(0, 0, 1, 1).data;
}

/**
 * Black or white on the host's own accent, whichever is easier to read (WCAG 1.4.3): an option gives one colour only.
 * An accent that is no colour ("2f56d9") is taken away, because Send would be white on white. Does nothing where the
 * page did not set an accent, or set the text on it too.
 */
export function readableAccent({ style }: HTMLElement, shell: Element): void {
  if (!style.getPropertyValue('--earshot-accent') || style.getPropertyValue('--earshot-on-accent')) return;
  const { accentColor } = getComputedStyle(shell);
  if (accentColor === 'auto') return void style.removeProperty('--earshot-accent');
  // What can be read is read: browsers that hide from fingerprinting give a canvas wrong colours.
  const [r, g, b] = [...(accentColor.startsWith('rgb') ? accentColor.match(/\d+/g)! : pixelOf(accentColor))].map(
    (it) => (Number(it) / 255) ** 2.2,
  );
  // 0.18 is where black and white have the same contrast.
  style.setProperty('--earshot-on-accent', 0.2126 * r! + 0.7152 * g! + 0.0722 * b! > 0.18 ? '#000' : '#fff');
}
