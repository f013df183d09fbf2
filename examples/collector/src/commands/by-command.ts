import { type AuditAction, audit } from '../accounts/audit';
import type { Database } from '../storage/database';
import type { CommandContext } from './command';

/** In the log, whoever runs a command: whoever may do that may do all, and has no name here. */
export const BY_COMMAND = 'command line';

/** Writes down what a command does. */
export const auditCommand = (
  { query }: Database,
  { clock }: Pick<CommandContext, 'clock'>,
  entry: { action: AuditAction; target: string; project?: string | undefined; detail?: string | undefined },
): Promise<void> => audit(query, { atMs: clock(), who: BY_COMMAND, ...entry });
