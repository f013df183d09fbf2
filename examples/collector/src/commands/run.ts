import { parseArgs } from 'node:util';
import { StartError } from '../storage/database';
import { ArchiveError } from '../transfer/backup/archive';
import { backupCommand } from './backup';
import { type Command, Misused, type Terminal } from './command';
import { eraseCommand } from './erase';
import { erasuresCommand } from './erasures';
import { exportCommand } from './export';
import { importCommand } from './import';
import { openapiCommand } from './openapi';
import { partitionCommand } from './partition';
import { createProgress } from './progress';
import { restoreCommand } from './restore';
import { retentionCommand } from './retention';

/** One more command is a file and a line. */
const COMMANDS: { [name: string]: Command } = {
  export: exportCommand,
  import: importCommand,
  backup: backupCommand,
  restore: restoreCommand,
  erasures: erasuresCommand,
  erase: eraseCommand,
  retention: retentionCommand,
  openapi: openapiCommand,
  partition: partitionCommand,
};

const NAME = 'earshot-collector';

const USAGE = `${Object.entries(COMMANDS)
  .map(([name, { takes }]) => `${NAME} ${name} ${takes}`.trimEnd())
  .join('\n')}

Works on the database that DATABASE_URL or DATA_DIR names, with the settings of the collector. A folder of PGlite belongs to
one process: stop the collector before. More of each: ${NAME} COMMAND --help`;

const usageOf = (name: string, { takes, help }: Command) => `${`${NAME} ${name} ${takes}`.trimEnd()}\n\n${help}`;

export interface RunOptions extends Terminal {
  env: { [name: string]: string | undefined };
  /** Milliseconds since 1970. @default Date.now */
  clock?: (() => number) | undefined;
  /** Without a line's end. */
  writeError(text: string): void;
}

/**
 * Runs a command of the collector. Resolves with the exit code: 0, 1 where something failed or was left out, 2 where it was
 * asked in the wrong way.
 */
export const runCommand = async (argv: string[], options: RunOptions): Promise<number> => {
  const { say, clock = Date.now } = options;
  const [name = '', ...rest] = argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const asked = ['--help', '-h', 'help'].includes(name);
    if (asked) await options.write(`${USAGE}\n`);
    else say(name ? `There is no command "${name}".\n\n${USAGE}` : USAGE);
    return asked ? 0 : 2;
  }
  const progress = createProgress(name, { isTerminal: options.isTerminal, write: options.writeError, clock });
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values['help']) {
      await options.write(`${usageOf(name, command)}\n`);
      return 0;
    }
    const given = { values: values as { [option: string]: string | boolean | undefined }, words: positionals };
    return await command.run(given, { ...options, clock, progress });
  } catch (error) {
    progress.end();
    const { code = '', message } = error as { code?: string; message: string };
    if (error instanceof Misused || code.startsWith('ERR_PARSE_ARGS')) {
      say(`${message}\n\n${usageOf(name, command)}`);
      return 2;
    }
    // These are written for people; of all others the message may hold what nobody should see in a log.
    if (error instanceof StartError || error instanceof ArchiveError) say(message);
    else
      say(
        `${name} failed: ${code ? `${code} ` : ''}${(error as NodeJS.ErrnoException).syscall ? message : (error as Error).name}`,
      );
    return 1;
  }
};
