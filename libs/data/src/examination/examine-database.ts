import { clockFinding, fault, type Finding, ok } from '@castellan/common';
import type { PostgresOptions, Tables } from '../options.js';
import { withClient } from '../database/one-client.js';
import { Schema } from '../database/schema.js';
import { lookAtServer, type Server } from '../database/server.js';
import { settleWorkingSession } from '../database/session-settings.js';
import { UnusableDatabase } from '../database/unusable-database.js';
import { directFinding } from './direct-finding.js';
import { rightsFindings } from './rights-findings.js';
import { roomFinding } from './room-finding.js';
import { tablesFindings } from './tables-findings.js';
import type { Ask } from './ask.js';

/** What a process opens: ten in its pool, two for revocations, one for a lock. */
const OWN_CONNECTIONS = 13;

const EXAMPLE = 'postgres://user:password@db.example.com:5432/castellan';

/** Looks whether the service could run on this database, and changes nothing in it. Says of what is wrong which line puts it right. @internal */
export async function examineDatabase(
  database: PostgresOptions,
  home: { readonly schema: string; readonly tables: readonly Tables[] },
): Promise<readonly Finding[]> {
  const schema = new Schema(home.schema);
  const server = await lookAtServer(database, schema).catch(unusable);
  if (!('address' in server)) return [server];
  const direct = server.direct === server.address ? [] : [await directFinding(server)];
  return withClient(server.direct, async (client) => {
    const ask: Ask = async (sql, values = []) => (await client.query({ text: sql, values: [...values] })).rows as never;
    await settleWorkingSession(client, schema);
    return [
      await serverFinding(server, ask),
      ...direct,
      await clock(ask),
      await roomFinding(ask, OWN_CONNECTIONS),
      ...(await rightsFindings(ask, schema)),
      ...(await tablesFindings(ask, schema, home.tables)),
    ];
  });
}

/** Its message ends with the lines to change. */
function unusable(error: unknown): Finding {
  if (!(error instanceof UnusableDatabase)) throw error;
  const [told = '', ...lines] = error.message.split('\n');
  const [, variable] = /^(\w+) cannot be used/.exec(told) ?? [];
  const example = variable && lines.length === 0 ? [`set: ${variable}=${EXAMPLE}`] : [];
  return fault('database', told, ...lines.map((line) => line.trim()), ...example);
}

async function serverFinding({ isShared }: Server, ask: Ask): Promise<Finding> {
  const [found] = await ask<{ version: string; role: string; isolation: string; own: string }>(
    `SELECT current_setting('server_version') AS version, current_user AS role, current_setting('transaction_isolation') AS isolation,
       (SELECT reset_val FROM pg_settings WHERE name = 'default_transaction_isolation') AS own`,
  );
  const way = isShared ? 'behind a pooler that shares sessions' : 'sessions of its own';
  return ok('database', `PostgreSQL ${found!.version} in UTF8, the primary; ${way}, ${found!.isolation}; role ${found!.role}`);
}

async function clock(ask: Ask): Promise<Finding> {
  const askedAt = Date.now();
  const [found] = await ask<{ time: number }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "time"');
  return clockFinding('database', found!.time, askedAt, Date.now());
}
