/** JSON Schema, draft 2020-12: what OpenAPI 3.1 describes bodies with. */
export type Schema = { readonly [keyword: string]: unknown };

export const text = (more: Schema = {}): Schema => ({ type: 'string', ...more });
export const whole = (more: Schema = {}): Schema => ({ type: 'integer', ...more });
export const flag = (more: Schema = {}): Schema => ({ type: 'boolean', ...more });
export const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
export const oneOf = (values: readonly string[], more: Schema = {}): Schema => ({
  type: 'string',
  enum: [...values],
  ...more,
});
/** Text that a pattern of the code accepts. */
export const matching = ({ source }: RegExp, more: Schema = {}): Schema => ({
  type: 'string',
  pattern: source,
  ...more,
});
/** RFC 3339, UTC, with milliseconds. */
export const moment = (description?: string): Schema => ({
  type: 'string',
  format: 'date-time',
  ...(description && { description }),
});
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

/** An object with these fields, all of which are there but for those that are named as optional. */
export const object = (
  properties: { [name: string]: Schema },
  { optional = [], ...more }: { optional?: string[]; description?: string } = {},
): Schema => {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, ...(required.length && { required }), ...more };
};

/** A schema that has a name of its own in the document. */
export const named = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
