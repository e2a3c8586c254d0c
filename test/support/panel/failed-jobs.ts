import { randomUUID } from 'node:crypto';
import type { TestApp } from '../app/test-app.js';

/** A job that used up its tries, as pg-boss leaves it. Gives its id. */
export async function aFailedJob(app: TestApp, { queue = 'mail', data = {}, message = 'connect ECONNREFUSED' } = {}): Promise<string> {
  const id = randomUUID();
  await app.sql(`SELECT pgboss.create_queue($1, '{"policy":"standard"}') WHERE NOT EXISTS (SELECT FROM pgboss.queue WHERE name = $1)`, [
    `${queue}.dead`,
  ]);
  await app.sql(`INSERT INTO pgboss.job (id, name, data, output, retry_limit) VALUES ($1, $2, $3, $4, 5)`, [
    id,
    `${queue}.dead`,
    data,
    { message, stack: `Error: ${message}\n    at secret.js` },
  ]);
  return id;
}
