// Two services of a company: somebody signs up and in at the shop, calls orders with the token, and is refused once signed out: at the shop
// at once; at orders, which follows what is revoked with a key that the shop made for it, within a second.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.mjs';

const PATIENCE_MS = 90_000;
const PROMISED_MS = 1_000; // docs/reference/contract.md#revocation-feed
const PERSON = { email: 'ada@example.com', password: 'violet kettle on the moor' };

/** @param folders of the built examples @throws with what did not come to pass */
export async function tellStory({ shop, orders }) {
  const [shopUrl, ordersUrl] = [`http://localhost:${await freePort()}`, `http://localhost:${await freePort()}`];
  const castellan = `${shopUrl}/auth`;
  const keyFile = join(shop, 'orders.key');
  const services = [start(shop, { PORT: new URL(shopUrl).port, PUBLIC_URL: castellan, ORDERS_KEY_FILE: keyFile })];
  try {
    await eventually('the shop runs', () => status(`${castellan}/.well-known/jwks.json`), 200);
    const key = await readFile(keyFile, 'utf8');
    services.push(start(orders, { PORT: new URL(ordersUrl).port, ISSUER: castellan, CASTELLAN_KEY: key }));
    await eventually('orders runs', () => status(`${ordersUrl}/deliveries/open`), 200);
    await signInAndOut(shopUrl, ordersUrl);
  } finally {
    await Promise.all(services.map((stop) => stop()));
  }
}

async function signInAndOut(shop, orders) {
  const auth = `${shop}/auth/api/auth`;
  await expectStatus('a sign-up', post(`${auth}/signup/`, PERSON), 201);
  const link = await eventually(
    'the mail arrives',
    async () => (await (await fetch(`${shop}/auth/dev/inbox`, JSON_ONLY)).json()).results[0]?.links[0],
  );
  await expectStatus('the mailed link', post(`${auth}/verify-account/`, Object.fromEntries(new URL(link).searchParams)), 200);
  const { tokens } = await (await post(`${auth}/login/`, { ...PERSON, transport: 'bearer' })).json();
  const headers = { authorization: `Bearer ${tokens.access}` };
  await expectStatus('the shop', fetch(`${shop}/orders`, { headers }), 200);
  await expectStatus('orders', fetch(`${orders}/deliveries`, { headers }), 200);
  await expectStatus('a sign-out', post(`${auth}/logout/`, { refresh: tokens.refresh }, headers), 200);
  await expectStatus('the shop, at once', fetch(`${shop}/orders`, { headers }), 401);
  const signedOutAt = performance.now();
  await eventually('orders refuses the token', () => status(`${orders}/deliveries`, { headers }), 401);
  const ms = performance.now() - signedOutAt;
  if (ms > PROMISED_MS) throw new Error(`orders accepted a token for ${Math.round(ms)} ms after the sign-out`);
}

const JSON_ONLY = { headers: { accept: 'application/json' } };

const post = (url, body, headers = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

const status = async (url, init) => (await fetch(url, init)).status;

async function expectStatus(what, answer, expected) {
  const { status: given } = await answer;
  if (given !== expected) throw new Error(`${what}: ${given} in place of ${expected}`);
}

/** Looks until it is what was expected; without that, until there is something. */
async function eventually(what, look, expected) {
  let seen;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(50)) {
    seen = await look().catch((error) => error.message);
    if (expected === undefined ? typeof seen === 'string' && seen.startsWith('http') : seen === expected) return seen;
  }
  throw new Error(`${what}: it did not come to pass; last seen: ${seen}`);
}

/** @returns what stops it, and fails where it did not end in order */
function start(folder, env) {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const ended = once(child, 'close');
  return async () => {
    child.kill('SIGTERM');
    const [code, signal] = await ended;
    if (code !== 0 && signal !== 'SIGTERM') throw new Error(`${folder} ended with ${code ?? signal}\n${Buffer.concat(said)}`);
  };
}
