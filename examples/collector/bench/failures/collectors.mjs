import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { start } from './processes.mjs';

const ENTRY = join(import.meta.dirname, '../../dist/main.js');

/** Starts collectors with one config: no limits, since all comes from one address, and `more` of the file. */
export const collectorsIn = (folder, more = {}) => {
  const config = join(folder, 'config.json');
  const settings = {
    projects: { shop: { origins: ['https://shop.example'] } },
    limits: { perIpPerMinute: 0, perProjectPerMinute: 0 },
    ...more,
  };
  writeFileSync(config, JSON.stringify(settings));
  return async (env) => {
    const running = start(process.execPath, [ENTRY], {
      env: { PATH: process.env.PATH, PORT: '0', EARSHOT_CONFIG: config, ADMIN_TOKEN: 'a-token-of-the-bench', ...env },
    });
    const url = await new Promise((resolve, reject) => {
      void running.ended.then(() => reject(new Error(`a collector ended before it was ready:\n${running.output()}`)));
      createInterface({ input: running.child.stdout }).on('line', (line) => {
        if (line.startsWith('ready ')) resolve(JSON.parse(line.slice(6)).url);
      });
    });
    return { ...running, url };
  };
};
