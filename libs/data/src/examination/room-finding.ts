import { type Finding, ok, warning } from '@castellan/common';
import type { Ask } from './ask.js';

interface Room {
  readonly limit: number;
  readonly used: number;
  readonly own: number;
  readonly mine: number;
  readonly role: string;
}

/** Whether there is room for one more process. Who is on the server is not everybody's to see, but how many are is. */
export async function roomFinding(ask: Ask, needed: number): Promise<Finding> {
  const [found] = await ask<Room>(
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS limit,
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int AS used, rolconnlimit AS own,
       (SELECT count(*) FROM pg_stat_activity WHERE usesysid = r.oid)::int AS mine, quote_ident(rolname) AS role
     FROM pg_roles r WHERE rolname = current_user`,
  );
  const { limit, used, own, mine, role } = found!; // everybody is in pg_roles
  const [free, freeForRole] = [limit - used, own < 0 ? Infinity : own - mine];
  if (freeForRole < Math.min(needed, free))
    return warning(
      'database',
      `the role has room for ${freeForRole} connections; a process takes ${needed}`,
      `run: ALTER ROLE ${role} CONNECTION LIMIT -1`,
    );
  if (free >= needed) return ok('database', `room for ${free} connections more; a process takes ${needed}`);
  return warning(
    'database',
    `room for ${free} connections more; a process takes ${needed}`,
    'run: ALTER SYSTEM SET max_connections = 200   (then restart the server)',
  );
}
