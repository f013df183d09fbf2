const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (value) => String(value).replace(/[&<>"]/g, (character) => escapes[character]);

/** Markup that is already safe; everything else put into a template is escaped. */
class Markup {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

export const raw = (text) => new Markup(text);

const fill = (value) => {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(fill).join('');
  return value === undefined || value === null || value === false ? '' : escaped(value);
};

/** Tagged template: escapes what is put in, joins arrays, drops `false` and `undefined`. */
export const html = (parts, ...values) =>
  raw(parts.reduce((text, part, index) => text + fill(values[index - 1]) + part));

/** JSON that can stand inside a script element: nothing in it can close the element. */
export const json = (value) => raw(JSON.stringify(value, null, 2).replace(/</g, '\\u003c'));
