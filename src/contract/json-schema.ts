import { z } from 'zod';
import { batch } from './batch';
import { record } from './record';
import { results } from './results';
import { survey } from './survey';

const TITLES = {
  record: [record, 'One feedback record, as it is sent.'],
  batch: [batch, 'What is POSTed to the endpoint.'],
  results: [results, 'What a collector answers.'],
  survey: [survey, 'A survey as plain JSON.'],
} as const;

/**
 * JSON Schema (draft 2020-12) of the wire format, by file name: `record`, `batch`, `results`, `survey`. For collectors
 * in other languages. Lengths are code points, as JSON Schema counts them; normalise text to NFC before measuring.
 * What JSON Schema cannot say (a value within its own scale, `min` below `max`) stands in the READMEs.
 */
export const jsonSchemas = (): Record<string, object> =>
  Object.fromEntries(
    Object.entries(TITLES).map(([name, [schema, title]]) => [
      name,
      { $id: `urn:earshot:v1:${name}`, title, ...z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }) },
    ]),
  );
