#!/usr/bin/env node
import { once } from 'node:events';
import { runCommand } from './app.js';

// Who reads has gone, as `head` does: nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  async write(text) {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  say: (line) => console.error(line),
  writeError: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
});
