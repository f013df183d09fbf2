import Ajv2020 from 'ajv/dist/2020.js';
import type { openApi } from '../../src/openapi/document';
import type { Schema } from '../../src/openapi/schema';
import type { Answered } from './ask';

type Document = ReturnType<typeof openApi>;
type Operation = Document['paths'][string][string];

/** Objects with named fields have no others: an answer that says more than its description fails. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return inner['type'] === 'object' && inner['properties'] && inner['additionalProperties'] === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
};

/** Checks real answers against the description. */
export const createAnswerCheck = (document: Document) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  const schemas = closed(document.components.schemas);
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  /** What does not fit; undefined where all does. */
  const misfit = (schema: Schema, value: unknown): string | undefined => {
    const key = JSON.stringify(schema);
    let check = compiled.get(key);
    if (!check) compiled.set(key, (check = ajv.compile({ ...(closed(schema) as object), components: { schemas } })));
    return check(value) ? undefined : ajv.errorsText(check.errors);
  };
  const fits = (name: string, value: unknown) => misfit({ $ref: `#/components/schemas/${name}` }, value);

  /** Lines of NDJSON, of which the description names the schema. */
  const LINES: { [operation: string]: string } = { exportRecords: 'ExportLine', importRecords: 'ImportLine' };

  return {
    misfit,
    fits,
    /** What an answer has that is not in the description of its operation. */
    check({ operationId, responses }: Operation, { status, headers, body }: Answered): string | undefined {
      const described = responses[status];
      if (!described) return `answers ${status}, which is not described`;
      const missing = Object.keys(described.headers ?? {}).filter(
        (name) => name !== 'Earshot-Total-Estimate' && headers[name.toLowerCase()] === undefined,
      );
      if (missing.length) return `${status} is without ${missing}`;
      const type = String(headers['content-type'] ?? '')
        .split(';')[0]!
        .trim();
      if (!described.content) return body.length ? `${status} has a body, which is not described` : undefined;
      const content = described.content[type];
      if (!content) return `${status} has the type "${type}", which is not described`;
      const text = body.toString('utf8');
      if (type === 'application/json') return misfit(content.schema, JSON.parse(text));
      if (type === 'application/x-ndjson')
        for (const line of text.split('\n').filter(Boolean)) {
          const why = fits(LINES[operationId]!, JSON.parse(line));
          if (why) return why;
        }
      return undefined;
    },
    /** The same of a request that is answered before any operation: only a refusal. */
    checkRefusal: ({ body }: Answered): string | undefined => fits('Refusal', JSON.parse(body.toString('utf8'))),
  };
};
