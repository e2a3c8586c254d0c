import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, request } from './connection.js';
import type { MeasuredServer } from './measured-server.js';
import { signInRequest } from './people.js';
import type { Person } from './people.js';
import { quantile } from './rounds.js';

const LOGIN_LANES = 4;
const EVERY_MS = 10;
const SAMPLES = 600;

/** p99 of `me/` in ms, asked every 10 ms, while sign-ins keep the server's core busy. */
export async function p99UnderLogins(server: MeasuredServer, people: readonly Person[]): Promise<number> {
  const load = { isOver: false };
  const logins = Array.from({ length: LOGIN_LANES }, (_, n) => signInWhile(load, server, people[n]!));
  await sleep(500);
  // Others than those: a user's oldest sessions end when there are too many.
  const latencies = await sample(server, people.slice(LOGIN_LANES));
  load.isOver = true;
  await Promise.all(logins);
  return quantile(latencies, 0.99);
}

async function signInWhile(load: { isOver: boolean }, server: MeasuredServer, { email }: Person): Promise<void> {
  const connection = await Connection.open(server.port);
  // A full queue refuses some with 503: that is part of the load.
  while (!load.isOver) await connection.send(signInRequest(email)).catch(() => sleep(EVERY_MS));
  connection.close();
}

async function sample(server: MeasuredServer, people: readonly Person[]): Promise<readonly number[]> {
  const connection = await Connection.open(server.port);
  const requests = people.map(({ access }) => request('GET', '/api/auth/me/', { authorization: `Bearer ${access}` }));
  const latencies: number[] = [];
  while (latencies.length < SAMPLES) {
    const begun = performance.now();
    await connection.send(requests[latencies.length % requests.length]!);
    latencies.push(performance.now() - begun);
    await sleep(EVERY_MS);
  }
  connection.close();
  return latencies;
}
