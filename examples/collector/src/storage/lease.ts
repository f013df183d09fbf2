import type { Query } from './database';

/**
 * Takes a lease, or makes one's own last longer, so that of several collectors one does a thing. By the clock of the
 * database; one whose holder is gone is free when its time is over. False: another has it.
 */
export const takeLease = async (query: Query, name: string, holder: string, seconds: number): Promise<boolean> => {
  const held = await query(
    `INSERT INTO earshot_leases (name, holder, expires_at) VALUES ($1, $2, now() + $3::integer * INTERVAL '1 second')
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
       WHERE earshot_leases.holder = excluded.holder OR earshot_leases.expires_at < now()
     RETURNING name`,
    [name, holder, seconds],
  );
  return held.length > 0;
};
