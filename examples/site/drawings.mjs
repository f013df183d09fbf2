import { html, raw } from './html.mjs';

/*
 * Every pot is thrown, so it is drawn as one: a profile of [radius, height] points is mirrored around the axis x = 100
 * and smoothed. All in one 200 by 200 box, standing on y = 176.
 */

const round = (value) => Math.round(value * 10) / 10;

/** Catmull-Rom through the points, as cubic Béziers. */
const smooth = (points) =>
  points
    .slice(1)
    .map((to, index) => {
      const from = points[index];
      const before = points[index - 1] ?? from;
      const after = points[index + 2] ?? to;
      const handle = (a, b, c, sign) => [b[0] + (sign * (c[0] - a[0])) / 6, b[1] + (sign * (c[1] - a[1])) / 6];
      return `C${[...handle(before, from, to, 1), ...handle(from, to, after, -1), ...to].map(round).join(' ')}`;
    })
    .join('');

const outline = (profile) => {
  const right = profile.map(([radius, y]) => [100 + radius, y]);
  const left = profile.map(([radius, y]) => [100 - radius, y]).reverse();
  const [footRadius, footY] = profile.at(-1);
  return `M${right[0].join(' ')}${smooth(right)}Q100 ${round(footY + footRadius * 0.16)} ${left[0].join(' ')}${smooth(left)}Z`;
};

/** Always the same specks for the same pot. */
const specks = (count, colour) => {
  let seed = 7;
  const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  return raw(
    Array.from(
      { length: count },
      () =>
        `<circle cx="${round(20 + next() * 160)}" cy="${round(20 + next() * 156)}" r="${round(0.4 + next() * 0.8)}" fill="${colour}"/>`,
    ).join(''),
  );
};

const pots = {
  'moon-jar': {
    profile: [
      [27, 48],
      [28, 53],
      [45, 63],
      [61, 82],
      [67, 110],
      [62, 136],
      [48, 158],
      [32, 170],
      [30, 176],
    ],
    body: '#f4f4ef',
    inside: '#c3cac5',
    shade: '#3f4d53',
    specks: [16, '#b9b3a4'],
    glaze: html`<path d="M30 116q30 9 60 4t82 5" fill="none" stroke="#d5d9d4" stroke-width="1.4"/>`,
  },
  'tea-bowl': {
    profile: [
      [60, 96],
      [60, 104],
      [57, 122],
      [48, 144],
      [33, 160],
      [26, 164],
      [27, 176],
    ],
    body: '#8d5f45',
    inside: '#6f9586',
    shade: '#27312f',
    specks: [30, '#5f3d2b'],
    glaze: html`<path d="M20 80H180V142q-14 12-26 6t-24 6-30 0-26 5-28-6-26-3Z" fill="#9fc0b1"/><path d="M20 80H180V108q-40 9-80 9t-80-9Z" fill="#b4cfc2" opacity=".6"/>`,
  },
  mug: {
    profile: [
      [40, 78],
      [40, 86],
      [41, 120],
      [42, 150],
      [39, 170],
      [36, 176],
    ],
    body: '#d9cbb4',
    inside: '#3f545a',
    shade: '#3a2f22',
    specks: [44, '#8a6a4b'],
    behind: html`<path d="M138 98c34-6 44 10 36 30s-24 26-36 24" fill="none" stroke="#cdbea5" stroke-width="10" stroke-linecap="round"/>`,
    glaze: html`<path d="M20 60H180V122q-18 6-34 1t-30 4-32-1-32 3-32-3Z" fill="#4f6a72"/><path d="M20 60H180V92q-40 7-80 7t-80-7Z" fill="#5d7a82" opacity=".7"/>`,
  },
  teapot: {
    profile: [
      [24, 88],
      [34, 94],
      [52, 110],
      [58, 130],
      [51, 152],
      [38, 168],
      [34, 176],
    ],
    body: '#6f4a3a',
    inside: '#40291f',
    shade: '#1d1412',
    specks: [20, '#8e6552'],
    behind: html`<path d="M52 126C34 124 30 104 20 92l8-5c12 8 18 20 34 24Z" fill="#6a4636"/><path d="M62 104C56 36 144 36 138 104" fill="none" stroke="#a98a5c" stroke-width="6" stroke-linecap="round"/><path d="M62 104C56 36 144 36 138 104" fill="none" stroke="#8b6e44" stroke-width="6" stroke-dasharray="1.5 5"/>`,
    glaze: html`<path d="M30 126q70 16 140 0" fill="none" stroke="#7d5745" stroke-width="1.6"/><path d="M30 134q70 16 140 0" fill="none" stroke="#7d5745" stroke-width="1"/>`,
    front: html`<path d="M74 90q26-17 52 0-26 9-52 0Z" fill="#7b5443"/><circle cx="100" cy="77" r="6" fill="#7b5443"/><circle cx="98" cy="75" r="2" fill="#a07a67"/>`,
    lip: false,
  },
  'bud-vase': {
    profile: [
      [11, 86],
      [9, 94],
      [10, 110],
      [24, 130],
      [32, 150],
      [28, 168],
      [22, 176],
    ],
    body: '#93b5c0',
    inside: '#5f818d',
    shade: '#22343b',
    specks: [10, '#6f95a2'],
    behind: html`<path d="M100 96C98 66 108 44 124 24M102 70C92 58 84 52 74 48M106 52C112 50 122 50 132 54" fill="none" stroke="#5c6b45" stroke-width="2.2" stroke-linecap="round"/><g fill="#7c8f5c"><ellipse cx="124" cy="22" rx="5" ry="11" transform="rotate(32 124 22)"/><ellipse cx="72" cy="46" rx="5" ry="11" transform="rotate(-62 72 46)"/><ellipse cx="136" cy="56" rx="4.5" ry="10" transform="rotate(112 136 56)"/><ellipse cx="92" cy="53" rx="4" ry="9" transform="rotate(-18 92 53)"/><ellipse cx="109" cy="38" rx="4" ry="9" transform="rotate(-14 109 38)"/></g><g fill="#c8654f"><circle cx="118" cy="36" r="3.4"/><circle cx="82" cy="55" r="3"/><circle cx="122" cy="49" r="2.6"/></g>`,
    glaze: html`<path d="M20 70H180V128q-20 6-40 2t-40 4-40-2-40-2Z" fill="#a9c6cf" opacity=".75"/>`,
  },
};

const pot = ({ profile, body, inside, shade, glaze, behind, front, lip, specks: dots }, key) => {
  const [lipRadius, lipY] = profile[0];
  const [footRadius, footY] = profile.at(-1);
  const widest = Math.max(...profile.map(([radius]) => radius));
  return html`<ellipse cx="104" cy="${footY + 1}" rx="${round(footRadius + widest * 0.36)}" ry="6" fill="#000" opacity=".13"/>
    ${behind}
    <clipPath id="${key}"><path d="${outline(profile)}"/></clipPath>
    <g clip-path="url(#${key})">
      <rect width="200" height="200" fill="${body}"/>${glaze}${specks(...dots)}
      <path d="M${100 + widest * 0.25} 0q${widest * 0.5} 100 ${-widest * 0.2} 200H200V0Z" fill="${shade}" opacity=".13"/>
      <path d="M${100 + widest * 0.66} 0q${widest * 0.3} 100 ${-widest * 0.3} 200H200V0Z" fill="${shade}" opacity=".14"/>
      <ellipse cx="${round(100 - widest * 0.52)}" cy="${round((lipY + footY) / 2 - 6)}" rx="${round(widest * 0.09)}" ry="${round((footY - lipY) * 0.24)}" fill="#fff" opacity=".34" transform="rotate(6 ${round(100 - widest * 0.52)} ${round((lipY + footY) / 2)})"/>
    </g>
    ${lip === false ? '' : html`<ellipse cx="100" cy="${lipY}" rx="${lipRadius}" ry="${round(lipRadius * 0.17)}" fill="${inside}"/><path d="M${100 - lipRadius} ${lipY}a${lipRadius} ${round(lipRadius * 0.17)} 0 0 1 ${lipRadius * 2} 0" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="1.4"/>`}
    ${front}`;
};

/** Seen from above, the only one that is. */
const plate = () => html`<ellipse cx="103" cy="108" rx="78" ry="77" fill="#000" opacity=".1"/>
  <circle cx="100" cy="102" r="77" fill="#dfe4de"/><circle cx="100" cy="102" r="77" fill="none" stroke="#fff" stroke-opacity=".7" stroke-width="1.5"/>
  <circle cx="100" cy="102" r="54" fill="#e9ede8"/><path d="M146 130a54 54 0 0 1-92 0 54 50 0 0 0 92 0Z" fill="#57646a" opacity=".1"/>
  <path d="M62 63a56 56 0 0 1 92 24c8 40-30 72-66 64S38 112 50 84" fill="none" stroke="#3f6478" stroke-width="7" stroke-linecap="round" opacity=".85"/>
  <path d="M50 84c3-8 8-16 14-22" fill="none" stroke="#3f6478" stroke-width="3" stroke-linecap="round" opacity=".5"/>`;

let drawn = 0;
const shape = (id) => (id === 'plate' ? plate() : pot(pots[id], `pot-${drawn++}`));

/** One pot as decoration; its name stands beside it in text. */
export const drawing = (id) =>
  html`<svg class="drawing" viewBox="0 0 200 200" aria-hidden="true" focusable="false">${shape(id)}</svg>`;

/** The shelf at the top of the shop. */
export const shelf = () => {
  const place = (id, x, y, scale) => html`<g transform="translate(${x} ${y}) scale(${scale})">${shape(id)}</g>`;
  return html`<svg class="shelf" viewBox="0 0 640 430" aria-hidden="true" focusable="false">
    <rect class="shelf-wall" width="640" height="430"/>
    <path class="shelf-light" d="M96 0H330L206 430H0V250Z"/>
    ${place('moon-jar', 12, 12, 1.44)}${place('bud-vase', 214, 33, 1.32)}${place('teapot', 384, 48, 1.24)}
    <rect class="shelf-board" y="266" width="640" height="13"/><rect class="shelf-edge" y="279" width="640" height="6"/>
    ${place('tea-bowl', 60, 241, 0.86)}${place('tea-bowl', 186, 252, 0.8)}${place('mug', 330, 244, 0.84)}${place('mug', 456, 251, 0.8)}
    <rect class="shelf-board" y="392" width="640" height="13"/><rect class="shelf-edge" y="405" width="640" height="6"/>
  </svg>`;
};
