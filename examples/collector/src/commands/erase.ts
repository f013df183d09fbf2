import { auditErasure } from '../accounts/audit';
import { UUID7 } from '../ingest/records';
import { eraseRespondent } from '../retention/respondent';
import { whoOf } from '../retention/who';
import { PROJECT } from '../transfer/selection';
import { BY_COMMAND } from './by-command';
import { type Command, Misused, optional, required } from './command';
import { withStore } from './with-store';

const WAYS = { id: 'id', 'user-key': 'userKey', 'anon-id': 'anonId', email: 'email' } as const;
const MOST_BYTES = 4_096;

/** `-` reads it from the standard input: what is written behind a command is seen by others, and kept by the shell. */
const givenOrRead = async (given: string, stdin: AsyncIterable<Uint8Array>): Promise<string> => {
  if (given !== '-') return given;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Misused(`The standard input has more than ${MOST_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
};

export const eraseCommand: Command = {
  takes: '--project NAME (--id ID | --user-key KEY | --anon-id ID | --email ADDRESS)',
  help: `Erases for good, with attachments. A keyed hash of each id stays, so that neither a late retry nor a backup brings it back.
  --project   which project
  --id        one record, by its id
  --user-key  all records of a person by the key that the site gave, and the O-data of that key
  --anon-id   all records of a device
  --email     all records with this address for a reply, in capitals or not
Each takes "-" to read it from the standard input, where no list of processes and no history of a shell has it.`,
  options: {
    project: { type: 'string' },
    id: { type: 'string' },
    'user-key': { type: 'string' },
    'anon-id': { type: 'string' },
    email: { type: 'string' },
  },
  async run(given, context) {
    const project = required(given, 'project');
    if (!PROJECT.test(project)) throw new Misused('--project is 1 to 64 of A-Z a-z 0-9 . _ -');
    const ways = (Object.keys(WAYS) as (keyof typeof WAYS)[]).filter((way) => optional(given, way) !== undefined);
    const [way] = ways;
    if (!way || ways.length > 1) throw new Misused('Say whose, by one of --id, --user-key, --anon-id and --email.');
    const value = await givenOrRead(required(given, way), context.stdin);
    const written = auditErasure({ atMs: context.clock(), who: BY_COMMAND, project });
    if (way === 'id') {
      if (!UUID7.test(value)) throw new Misused('--id must be the id of a record, a lower-case UUIDv7.');
      const erased = await withStore(context, (store) => store.erase(project, value, written));
      context.say(erased ? 'erased' : 'It was not there. Should it arrive later, it is not stored.');
      return 0;
    }
    const who = whoOf({ [WAYS[way]]: value });
    if (typeof who === 'string') throw new Misused(who);
    const { erased, userData } = await withStore(context, (store) =>
      eraseRespondent(
        store,
        project,
        who,
        (looked, so) => context.progress.show(looked, undefined, `, ${so} erased`),
        written,
      ),
    );
    context.progress.end();
    context.say(`${erased} records and ${userData} rows of O-data erased`);
    return 0;
  },
};
