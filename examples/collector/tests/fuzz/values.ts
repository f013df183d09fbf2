import fc from 'fast-check';
import type { Schema } from '../../src/openapi/schema';
import { anyText } from '../support/texts';

export type Schemas = { [name: string]: Schema };

/** Patterns that say less than what they stand for, or that no generator reads. */
const BY_PATTERN: [pattern: RegExp, values: fc.Arbitrary<string>][] = [
  [
    /^\^\\d\{4\}-\\d\\d-\\d\\dT/,
    fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((at) => at.toISOString()),
  ],
  [
    /^\^\\d\{4\}-\\d\\d-\\d\\d\$$/,
    fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10)),
  ],
  [/^\^\(\?=/, fc.constantFrom('en', 'ko-KR', 'zh-Hant-TW', 'und')],
];

/** What this generator knows. A new keyword of a schema must not be passed over in silence. */
const KNOWN = new Set(
  `$ref const enum examples anyOf oneOf allOf type properties required additionalProperties propertyNames maxProperties items
  prefixItems minItems maxItems minLength maxLength pattern format minimum maximum description title default
  contentMediaType contentSchema`.split(/\s+/),
);

const textOf = (
  { pattern, minLength = 0, maxLength = 40, contentSchema }: Schema,
  schemas: Schemas,
): fc.Arbitrary<unknown> => {
  if (contentSchema) return valuesOf(contentSchema as Schema, schemas).map((value) => JSON.stringify(value));
  if (pattern === '\\S') return anyText(30, 1).map((text) => `x${text}`);
  if (typeof pattern === 'string')
    return BY_PATTERN.find(([known]) => known.test(pattern))?.[1] ?? fc.stringMatching(new RegExp(pattern));
  const most = Math.min(maxLength as number, 60);
  return anyText(most, minLength as number);
};

/** A property of a branch that holds under a condition: of several kinds of value the one that the condition asks for. */
const under = (schema: Schema, more: Schema): Schema => {
  const same = (a: unknown, b: unknown) => a === b || (a === 'number' && b === 'integer');
  const branch = (schema['anyOf'] as Schema[] | undefined)?.find((one) => same(one['type'], more['type']));
  const { anyOf: _anyOf, ...rest } = schema;
  return { ...(branch ?? rest), ...more };
};

const objectOf = (schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> => {
  const properties = (schema['properties'] ?? {}) as { [name: string]: Schema };
  const required = (schema['required'] ?? []) as string[];
  if (!schema['properties'] && typeof schema['additionalProperties'] === 'object') {
    const keys = valuesOf((schema['propertyNames'] ?? { type: 'string' }) as Schema, schemas) as fc.Arbitrary<string>;
    return fc.dictionary(keys, valuesOf(schema['additionalProperties'] as Schema, schemas), {
      maxKeys: Math.min(4, (schema['maxProperties'] as number | undefined) ?? 4),
    });
  }
  return fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valuesOf(one, schemas)])),
    { requiredKeys: Object.keys(properties).filter((name) => required.includes(name)) },
  );
};

const listOf = (schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> => {
  if (schema['prefixItems'])
    return fc.tuple(...(schema['prefixItems'] as Schema[]).map((one) => valuesOf(one, schemas)));
  const minLength = (schema['minItems'] as number | undefined) ?? 0;
  return fc.array(valuesOf((schema['items'] ?? {}) as Schema, schemas), {
    minLength,
    maxLength: Math.max(minLength, Math.min(3, (schema['maxItems'] as number | undefined) ?? 3)),
  });
};

/** Values that a JSON Schema accepts, as far as it can say. */
export const valuesOf = (schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> => {
  for (const keyword of Object.keys(schema))
    if (!KNOWN.has(keyword)) throw new Error(`values.ts knows no "${keyword}" in a schema`);
  if (typeof schema['$ref'] === 'string') return valuesOf(schemas[schema['$ref'].split('/').at(-1)!]!, schemas);
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...schema['enum']);
  if (Array.isArray(schema['examples'])) return fc.constantFrom(...schema['examples']);
  const ways = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (ways) return fc.oneof(...ways.map((one) => valuesOf(one, schemas)));
  if (Array.isArray(schema['allOf'])) {
    const { allOf, ...rest } = schema;
    const properties = rest['properties'] as { [name: string]: Schema };
    return fc.oneof(
      ...(allOf as { if: Schema; then: Schema }[]).map((branch) => {
        const held = { ...properties };
        for (const side of [branch.if, branch.then])
          for (const [name, more] of Object.entries((side['properties'] ?? {}) as { [name: string]: Schema }))
            held[name] = under(held[name]!, more);
        const required = [...((rest['required'] ?? []) as string[]), ...((branch.then['required'] ?? []) as string[])];
        return valuesOf({ ...rest, properties: held, required }, schemas);
      }),
    );
  }
  const least = schema['minimum'] as number | undefined;
  const most = schema['maximum'] as number | undefined;
  switch (schema['type']) {
    case 'string':
      return textOf(schema, schemas);
    case 'integer':
      return fc.integer({ min: Math.max(least ?? -1e9, -1e9), max: Math.min(most ?? 1e9, 1e9) });
    case 'number':
      return fc.double({ min: least ?? -1e9, max: most ?? 1e9, noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listOf(schema, schemas);
    case 'object':
      return objectOf(schema, schemas);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
};
