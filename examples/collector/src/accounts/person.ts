/**
 * What somebody who is signed in may do: `read` sees the report with contacts masked; `answer` sees contacts, replies
 * and changes what became of a submission; `admin` also publishes, manages people and reads the log.
 */
export type Role = 'read' | 'answer' | 'admin';

/** From the one that may least. */
export const roles: readonly Role[] = ['read', 'answer', 'admin'];

/** Who is signed in. Whoever came by the admin token is `admin token`, a name that no account can have. */
export interface Person {
  name: string;
  role: Role;
}

/** Whether a role includes what `least` may do. */
export const may = ({ role }: Person, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least);
