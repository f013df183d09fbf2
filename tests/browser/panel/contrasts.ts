/** Runs in the page: the contrasts that are seen on the screen, from computed styles (WCAG 1.4.3, 1.4.11). */

type Rgba = [r: number, g: number, b: number, alpha: number];

export interface Contrast {
  node: string;
  ratio: number;
  needed: number;
}

const CLEAR: Rgba = [0, 0, 0, 0];

/** What cannot be read is not a number, which is a finding. */
const rgba = (colour: string): Rgba => {
  if (colour === 'transparent') return CLEAR;
  if (!/^(rgba?\(|color\(srgb )/.test(colour)) return [Number.NaN, Number.NaN, Number.NaN, 1];
  const [r, g, b, a = 1] = (colour.replace('color(srgb', '').match(/[\d.e-]+/g) ?? []).map(Number) as Rgba;
  return colour.startsWith('color') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
};

const over = ([r, g, b, a]: Rgba, [R, G, B, A]: Rgba): Rgba => {
  const all = a + A * (1 - a);
  if (!all) return CLEAR;
  const mix = (one: number, other: number) => (one * a + other * A * (1 - a)) / all;
  return [mix(r, R), mix(g, G), mix(b, B), all];
};

/** Only what our sheets use is understood. */
const filtered = ([r, g, b, a]: Rgba, filter: string): Rgba => {
  if (filter === 'none') return [r, g, b, a];
  const by = Number(/^brightness\(([\d.]+)\)$/.exec(filter)?.[1] ?? Number.NaN);
  return [Math.min(255, r * by), Math.min(255, g * by), Math.min(255, b * by), a];
};

const parentOf = (it: Element): Element | null => it.parentElement ?? ((it.getRootNode() as ShadowRoot).host || null);

/**
 * The colours that `inks` become on the screen where `element` draws them: over its own ground and that of all around it,
 * with their filters and opacities.
 */
export function onScreen(element: Element | null, inks: string[]): Rgba[] {
  let pixels = inks.map(rgba);
  for (let it = element; it; it = parentOf(it)) {
    const { backgroundColor, backgroundImage, filter, opacity } = getComputedStyle(it);
    const ground = backgroundImage === 'none' ? rgba(backgroundColor) : rgba(backgroundImage);
    pixels = pixels.map((pixel) => {
      const [r, g, b, a] = filtered(over(pixel, ground), filter);
      return [r, g, b, a * Number(opacity)] as Rgba;
    });
  }
  return pixels.map((pixel) => over(pixel, [255, 255, 255, 1]));
}

const luminance = ([r, g, b]: Rgba) => {
  const [x, y, z] = [r, g, b].map((it) =>
    it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * x! + 0.7152 * y! + 0.0722 * z!;
};

export const ratioOf = (one: Rgba, other: Rgba): number => {
  const [light, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return Math.round(((light! + 0.05) / (dim! + 0.05)) * 100) / 100;
};

const nameOf = (it: Element) => {
  const text = it.textContent!.trim() || it.getAttribute('aria-label') || it.id;
  return `${it.localName}.${it.getAttribute('class') ?? ''} "${text.slice(0, 30)}"`;
};

/** The contrast of a text with the ground that it stands on. */
const textContrast = (element: Element, name = nameOf(element), pseudo?: string): Contrast => {
  const { color, fontSize, fontWeight, opacity } = getComputedStyle(element, pseudo);
  const [r, g, b, a] = rgba(color);
  // the opacity of the element itself is that of everything in it
  const drawn = pseudo ? `rgba(${r}, ${g}, ${b}, ${a * Number(opacity)})` : color;
  const [ink, ground] = onScreen(element, [drawn, 'transparent']) as [Rgba, Rgba];
  const px = Number.parseFloat(fontSize);
  const large = px >= 24 || (px >= 18.66 && Number(fontWeight) >= 700);
  return { node: `${name} ${color} on ${ground}`, ratio: ratioOf(ink, ground), needed: large ? 3 : 4.5 };
};

const shown = (it: Element) => !it.closest('.unseen, option') && it.checkVisibility({ visibilityProperty: true });

/** axe's targets: a path of selectors through shadow roots. */
export const contrastsAt = (targets: [string[]][]): Contrast[] =>
  targets.map((target) => {
    let root: Document | ShadowRoot = document;
    let element: Element | null = null;
    for (const selector of target.flat()) {
      element = root.querySelector(selector === ':root' ? '*' : selector);
      if (element?.shadowRoot) root = element.shadowRoot;
    }
    return textContrast(element!, target.flat().join(' '));
  });

/** Of every text in `panel`: of nodes, of fields, and what sheets write before and behind them. */
export const textContrasts = (panel: Element): Contrast[] =>
  [...panel.querySelectorAll('*')]
    .filter(shown)
    .flatMap((it) => [
      ...([...it.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim()) ||
      it.matches('select, textarea, input:is([type=text],[type=email],[type=date])')
        ? [textContrast(it)]
        : []),
      ...(it.getAttribute('placeholder') ? [textContrast(it, `${nameOf(it)}, its placeholder`, '::placeholder')] : []),
      ...['::before', '::after'].flatMap((pseudo) =>
        /^(none|normal|"")$/.test(getComputedStyle(it, pseudo).content) || it.matches('input')
          ? []
          : [textContrast(it, `${nameOf(it)}${pseudo}`, pseudo)],
      ),
    ]);

const FIELDS = 'textarea, select, input:is([type=text],[type=email],[type=date])';

/**
 * Of what says where a control is, and in which state, other than by words: edges of fields and points, signs, stars,
 * rings. Each with what is beside it, which 1.4.11 asks 3:1 of.
 */
export const partContrasts = (panel: Element): Contrast[] => {
  const found: Contrast[] = [];
  const compare = (it: Element, part: string, colour: string, grounds: (Element | null)[]) => {
    for (const ground of grounds) {
      const [ink] = onScreen(it, [colour]) as [Rgba];
      const [beside] = onScreen(ground, ['transparent']) as [Rgba];
      found.push({
        node: `${nameOf(it)}, ${part} ${colour} beside ${beside}`,
        ratio: ratioOf(ink, beside),
        needed: 3,
      });
    }
  };
  const all = (selector: string) => [...panel.querySelectorAll(selector)].filter(shown);
  for (const it of all(`${FIELDS}, .row .point, .matrix .point, .add`)) {
    const { borderTopColor } = getComputedStyle(it);
    compare(it, 'its edge', borderTopColor, [parentOf(it)]);
  }
  for (const it of all('.list .point:has(:checked)'))
    compare(it, 'its mark', getComputedStyle(it).borderInlineStartColor, [it, parentOf(it)]);
  for (const it of all('.row .point:has(:checked)'))
    if (!it.closest('.matrix')) compare(it, 'what fills it', getComputedStyle(it).backgroundColor, [parentOf(it)]);
  for (const it of all('svg')) {
    const { stroke, fill } = getComputedStyle(it);
    if (fill === 'none' || fill === stroke) {
      compare(it, 'its lines', stroke, [it.parentElement]);
      continue;
    }
    // its lines on what fills it, and either of them on the ground
    const [lines, shape] = onScreen(it, [stroke, fill]) as [Rgba, Rgba];
    const [beside] = onScreen(it.parentElement, ['transparent']) as [Rgba];
    const ratio = Math.min(ratioOf(lines, shape), Math.max(ratioOf(lines, beside), ratioOf(shape, beside)));
    found.push({ node: `${nameOf(it)}, its shape ${fill} with lines ${stroke} on ${beside}`, ratio, needed: 3 });
  }
  return found;
};

/** The ring around what has the focus, with what is beside it on either side; what has none is a finding. */
export const ringContrasts = (focused: Element): Contrast[] => {
  const ringed = focused.closest('.point, .star, .add') ?? focused;
  const { outlineStyle, outlineColor, outlineWidth, outlineOffset } = getComputedStyle(ringed);
  const px = Number.parseFloat(outlineWidth);
  if (outlineStyle === 'none' || px < 2) return [{ node: `${nameOf(ringed)} has no ring`, ratio: 1, needed: 3 }];
  const around = parentOf(ringed)!;
  // drawn outside of the box it has the ground around it on both sides; drawn inside, the box's own too
  const grounds = Number.parseFloat(outlineOffset) < 0 ? [ringed, around] : [around];
  return grounds.map((beside) => {
    const [ink] = onScreen(around, [outlineColor]) as [Rgba];
    const [other] = onScreen(beside, ['transparent']) as [Rgba];
    return {
      node: `${nameOf(ringed)}, its ring ${outlineColor} beside ${other}`,
      ratio: ratioOf(ink, other),
      needed: 3,
    };
  });
};

/** The launcher's words, its sign (a round one has one instead of words), and its edge beside the page. */
export const launcherContrasts = (root: ShadowRoot): Contrast[] =>
  [...root.querySelectorAll('button, a')].filter(shown).flatMap((it) => {
    const { fontSize, borderTopColor } = getComputedStyle(it);
    const words = fontSize === '0px' ? '::before' : undefined;
    const { backgroundColor } = getComputedStyle(it, '::before');
    const [ink, ground, edge] = onScreen(it, [backgroundColor, 'transparent', borderTopColor]) as [Rgba, Rgba, Rgba];
    const [beside] = onScreen(parentOf(it), ['transparent']) as [Rgba];
    const edges = [ratioOf(edge, beside), ratioOf(edge, ground), ratioOf(ground, beside)];
    return [
      words ? { node: `${nameOf(it)}, its sign`, ratio: ratioOf(ink, ground), needed: 3 } : textContrast(it),
      // while it is busy it is faded, and its words alone say where it is
      ...(it.ariaBusy === 'true' ? [] : [{ node: `${nameOf(it)}, its edge`, ratio: Math.max(...edges), needed: 3 }]),
    ];
  });
