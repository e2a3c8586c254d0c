import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fault, type Finding, ok } from '@castellan/common';
import { withClient } from '../database/one-client.js';
import type { Server } from '../database/server.js';

const HEARD_MS = 2_000;

/** Whether what is notified at one address is heard at the other: both lead to the same database, and nothing that shares sessions lies between. */
export async function directFinding({ address, direct, name }: Server): Promise<Finding> {
  const channel = `castellan_knock_${randomBytes(8).toString('hex')}`;
  const isHeard = await withClient(direct, async (listener) => {
    const heard = new Promise<boolean>((resolve) => listener.once('notification', () => resolve(true)));
    await listener.query(`LISTEN ${channel}`);
    await withClient(address, (speaker) => speaker.query('SELECT pg_notify($1, $2)', [channel, '']));
    return Promise.race([heard, sleep(HEARD_MS, false, { ref: false })]);
  });
  if (isHeard) return ok('database', 'DATABASE_DIRECT_URL hears what is notified there');
  return fault(
    'database',
    `What is notified at ${name} is not heard at DATABASE_DIRECT_URL: both must name the same database`,
    'set: DATABASE_DIRECT_URL=postgres://user:password@db.example.com:5432/castellan',
  );
}
