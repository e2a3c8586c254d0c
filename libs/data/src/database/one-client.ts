import pg from 'pg';
import type { Address } from './address.js';
import { TYPE_PARSERS } from './type-parsers.js';

/** Longer than a request may wait: of many processes that start at once on one machine, each has little of its time. */
const CONNECT_TIMEOUT_MS = 10_000;
const QUERY_TIMEOUT_MS = 10_000;

/** Works on a connection of its own, which ends with the work. Rejects with what `pg` says when there is none. */
export async function withClient<T>(address: Address, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openClient(address);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {}); // it may be broken
  }
}

/** A connection for the start, to be ended by the caller. */
export async function openClient(address: Address): Promise<pg.Client> {
  const client = new pg.Client({
    ...address,
    types: TYPE_PARSERS,
    application_name: 'castellan start',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
  client.on('error', () => {}); // told by the query that fails
  await client.connect();
  return client;
}
