/** Elements that stick out of the panel, and whether panel or page scroll sideways. */
export const overflowIn = (panel: Element): string[] => {
  const { left, right } = panel.getBoundingClientRect();
  const out = [...panel.querySelectorAll('*:not(.unseen)')].filter((it) => {
    const box = it.getBoundingClientRect();
    return box.width && !it.closest('.unseen, .head') && (box.left < left - 0.5 || box.right > right + 0.5);
  });
  return [
    ...out.map((it) => it.outerHTML.slice(0, 90)),
    ...(panel.scrollWidth > panel.clientWidth ? ['the panel scrolls sideways'] : []),
    ...(panel.clientWidth > innerWidth ? ['the panel is wider than the window'] : []),
  ];
};

/**
 * What nobody can bring into sight: parts of a panel that are outside of the window, or that a panel hides which does not
 * scroll, and controls that their own box cuts off.
 */
export const outOfReachIn = (panel: Element): string[] => {
  const { top, bottom, height } = panel.getBoundingClientRect();
  const scrolls = panel.scrollHeight - panel.clientHeight > 1;
  const { overflowY, position } = getComputedStyle(panel);
  const pinned = position === 'fixed';
  const cut = [...panel.querySelectorAll<HTMLElement>('button, input, select, textarea, a')].filter((it) => {
    if (!it.checkVisibility({ visibilityProperty: true })) return false;
    const { overflowY: own } = getComputedStyle(it);
    return it.localName !== 'textarea' && /hidden|clip/.test(own) && it.scrollHeight > it.clientHeight + 1;
  });
  return [
    ...(pinned && (top < -0.5 || bottom > innerHeight + 0.5)
      ? [`the panel leaves the window: ${top} to ${bottom}`]
      : []),
    ...(scrolls && !/auto|scroll/.test(overflowY) ? ['the panel hides its end'] : []),
    ...(height < 80 ? [`the panel is ${height} px high`] : []),
    ...cut.map((it) => `${it.outerHTML.slice(0, 90)} cuts its own text`),
  ];
};

/**
 * Text that cannot be read as it stands: it leaves its button, its row or the panel, is cut by a box that hides what does
 * not fit, or lies over other text. Measured by the boxes of each line, not of elements.
 */
export const unreadableIn = (panel: Element): string[] => {
  interface Line {
    text: string;
    of: Element;
    box: DOMRect;
  }
  const lines: Line[] = [];
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const of = node.parentElement!;
    const text = node.textContent!.trim();
    if (!text || of.closest('.unseen, option, textarea, svg')) continue;
    if (!of.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 0.5) lines.push({ text, of, box });
  }
  const found: string[] = [];
  const name = ({ text, of }: Line) => `"${text.slice(0, 50)}" (${of.localName}.${of.className})`;
  for (const line of lines) {
    const { box, of } = line;
    const around = of.closest('button, .point, .check, .add, .asked, .note, .problem') ?? panel;
    for (const within of new Set([around, panel])) {
      const room = within.getBoundingClientRect();
      if (box.left < room.left - 1 || box.right > room.right + 1) found.push(`${name(line)} leaves its box sideways`);
      // the panel itself scrolls
      if (within !== panel && (box.top < room.top - 3 || box.bottom > room.bottom + 3))
        found.push(`${name(line)} leaves its box by ${Math.max(room.top - box.top, box.bottom - room.bottom)} px`);
    }
    for (let it: Element | null = of; it && it !== panel; it = it.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(it);
      if (overflowX === 'visible') continue;
      if (it.scrollWidth > it.clientWidth + 1) found.push(`${name(line)} is cut by ${it.localName}.${it.className}`);
      // what scrolls shows the rest
      const cut = it.getBoundingClientRect();
      if (/hidden|clip/.test(overflowY) && (box.top < cut.top - 1 || box.bottom > cut.bottom + 1))
        found.push(`${name(line)} is cut in its height by ${it.localName}.${it.className}`);
    }
  }
  // head and foot stay in sight while what is between them moves on: they lie over it by design
  const layer = (it: Element) => it.closest('.head, .foot')?.className ?? '';
  for (const [at, one] of lines.entries())
    for (const other of lines.slice(at + 1)) {
      if (one.of === other.of || layer(one.of) !== layer(other.of)) continue;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      // letters are lower than the lines that they stand in
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > 1 && high > 4) found.push(`${name(one)} lies over ${name(other)} by ${wide} × ${high} px`);
    }
  return [...new Set(found)];
};
