import { openApi } from '../openapi/document';
import type { Command } from './command';

export const openapiCommand: Command = {
  takes: '> FILE',
  help: 'Writes the OpenAPI 3.1 description of every route to the standard output. Needs no database.',
  options: {},
  async run(_, context) {
    await context.write(`${JSON.stringify(openApi(), null, 2)}\n`);
    return 0;
  },
};
