import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Address } from './address.js';
import { openClient, withClient } from './one-client.js';

/** What lies between this process and the server: whose sessions are ours alone, or shared with others between two transactions. */
export type ServerWay = 'own session' | 'shared sessions';

/** Connections of one look. Several numbers, so that a pooler that goes round its own in turn cannot always meet the same one. */
const LOOKS: readonly number[] = [4, 3, 2];

/** Finds out by trying; nothing in the protocol tells. Rejects with what `pg` says when the server cannot be reached. */
export async function findServerWay(address: Address): Promise<ServerWay> {
  if (await withClient(address, isServerItself)) return 'own session';
  for (const count of LOOKS) if (await isShared(address, count)) return 'shared sessions';
  return 'own session';
}

/** The server gives the process id of the session at the start; a pooler invents one, for it has no session of its own by then. */
async function isServerItself(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid === (client as pg.Client & { readonly processID?: number }).processID; // not in its types
}

/** Each connection leaves a word in its session. Who finds none, or another's, shares its session. */
async function isShared(address: Address, count: number): Promise<boolean> {
  const left: { readonly client: pg.Client; readonly word: string }[] = [];
  try {
    for (let i = 0; i < count; i++) left.push(await leaveWord(await openClient(address)));
    for (const { client, word } of left) if ((await findWord(client)) !== word) return true;
    return false;
  } finally {
    for (const { client } of left) await end(client);
  }
}

async function leaveWord(client: pg.Client): Promise<{ client: pg.Client; word: string }> {
  const word = randomUUID();
  await client.query("SELECT set_config('castellan.word', $1, false)", [word]);
  return { client, word };
}

/** In a transaction that stays open, so that the next one cannot be given the same session. A pooler that allows none shares, too. */
async function findWord(client: pg.Client): Promise<string | null> {
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ word: string | null }>("SELECT current_setting('castellan.word', true) AS word");
    return rows[0]?.word ?? null;
  } catch {
    return null;
  }
}

async function end(client: pg.Client): Promise<void> {
  try {
    if (client.getTransactionStatus() !== 'I') await client.query('ROLLBACK');
    await client.end();
  } catch {
    // it was broken already
  }
}
