/**
 * Runs in the page: the contrast of each text (WCAG 1.4.3) from its computed colour and the opaque colour behind it.
 * `targets` are axe's: a path of selectors through shadow roots. None: every text of the panel on the stage.
 */
export function contrastsOf(targets?: [string[]][]) {
  type Rgba = [number, number, number, number];
  const rgba = (colour: string): Rgba => {
    const [r = 0, g = 0, b = 0, a = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a]: Rgba, [R, G, B]: Rgba): Rgba => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1,
  ];
  const luminance = ([r, g, b]: Rgba) => {
    const [x, y, z] = [r, g, b].map((it) =>
      it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * x! + 0.7152 * y! + 0.0722 * z!;
  };
  const found = (target: [string[]]) => {
    let root: Document | ShadowRoot = document;
    let element: Element | null = null;
    for (const selector of target.flat()) {
      element = root.querySelector(selector === ':root' ? '*' : selector);
      if (element?.shadowRoot) root = element.shadowRoot;
    }
    return [target.flat().join(' '), element!] as const;
  };
  const everyText = () => {
    const panel = (window as unknown as { stage: { root: ShadowRoot } }).stage.root.querySelector('.earshot')!;
    return [...panel.querySelectorAll('*')]
      .filter((it) => [...it.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim()))
      .filter((it) => !it.closest('.unseen, option') && it.checkVisibility({ visibilityProperty: true }))
      .map((it) => [`${it.localName}.${it.className} "${it.textContent!.trim().slice(0, 30)}"`, it] as const);
  };
  return (targets ? targets.map(found) : everyText()).map(([name, element]) => {
    const style = getComputedStyle(element);
    const layers: Rgba[] = [];
    for (
      let it: Element | null = element;
      it;
      it = it.parentElement ?? ((it.getRootNode() as ShadowRoot).host || null)
    ) {
      const layer = rgba(getComputedStyle(it).backgroundColor);
      if (layer[3]) layers.push(layer);
      if (layer[3] === 1) break;
    }
    const back = layers.reduceRight((behind, layer) => over(layer, behind), [255, 255, 255, 1] as Rgba);
    const [light, dim] = [luminance(over(rgba(style.color), back)), luminance(back)].sort((a, b) => b - a);
    const px = Number.parseFloat(style.fontSize);
    const large = px >= 24 || (px >= 18.66 && Number(style.fontWeight) >= 700);
    return {
      node: `${name} ${style.color} on ${back}`,
      ratio: Math.round(((light! + 0.05) / (dim! + 0.05)) * 100) / 100,
      needed: large ? 3 : 4.5,
    };
  });
}
