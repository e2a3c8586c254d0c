// The least a server can do for each kind of work: what Castellan's figures are divided by. node … floor-server.ts <port>
import { write } from 'node:fs';
import { createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import bcrypt from 'bcrypt';
import { createSigner, createVerifier } from 'fast-jwt';
import { fastify } from 'fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import pg from 'pg';

const COST = 10;
const GATHERED_BYTES = 15 * 1024;
const PASSWORD = 'x'.repeat(64);
const CLAIMS = { sub: '0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e', sid: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', ver: 0, aal: 1, amr: ['pwd'] };
const USER = {
  id: CLAIMS.sub,
  email: 'ada@example.com',
  username: null,
  first_name: '',
  last_name: '',
  full_name: '',
  is_verified: false,
  is_staff: false,
  permissions: [],
  aal: 1,
  two_factor_enabled: false,
  has_password: true,
  date_joined: new Date(),
  last_login: new Date(),
};
const ROTATE = `UPDATE floor_sessions SET generation = generation + 1, last_used_at = $3 WHERE id = $1 AND generation = $2
  RETURNING id, generation, last_used_at`;

const secret = randomBytes(32).toString('hex');
const pair = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const tokens = {
  hs256: createSigner({ key: secret, algorithm: 'HS256', expiresIn: '1h' })(CLAIMS),
  ed25519: createSigner({ key: pair.privateKey, algorithm: 'EdDSA', expiresIn: '1h' })(CLAIMS),
};
const verifyHs256 = createVerifier({ key: secret, algorithms: ['HS256'] });
const verifyEd25519 = createVerifier({ key: pair.publicKey, algorithms: ['EdDSA'], cache: 50_000 });
const sign = createSigner({ key: pair.privateKey, algorithm: 'EdDSA', expiresIn: '15m' });
const hash = bcrypt.hashSync(PASSWORD, COST);
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
await pool.query('CREATE TABLE floor_sessions (id int PRIMARY KEY, generation int NOT NULL, last_used_at timestamptz NOT NULL)');
await pool.query('INSERT INTO floor_sessions SELECT id, 0, now() FROM generate_series(1, 1000) AS id');

const server = fastify();
server.get('/tokens', () => tokens);
server.get('/hs256', (request, reply) => {
  verifyHs256(bearer(request));
  return reply.send(USER);
});
server.get('/ed25519', (request, reply) => {
  verifyEd25519(bearer(request));
  return reply.send(USER);
});
// As every request of a service leaves a line in its log, gathered as ours.
let lines = '';
server.get('/hs256-logged', { onResponse: logged }, (request, reply) => {
  verifyHs256(bearer(request));
  return reply.send(USER);
});
server.post<{ Body: { id: number; generation: number } }>('/rotate', async ({ body: { id, generation } }) => {
  const { rows } = await pool.query({ name: 'rotate', text: ROTATE, values: [id, generation, new Date()] });
  return rows[0];
});
// What a refresh does besides: an access token signed, the next refresh token computed.
server.post<{ Body: { id: number; generation: number } }>('/rotate-signed', async ({ body: { id, generation } }) => {
  const { rows } = await pool.query({ name: 'rotate', text: ROTATE, values: [id, generation, new Date()] });
  const refresh = createHmac('sha256', secret).update(`${id} ${generation}`).digest('base64url');
  return { ...rows[0], access: sign({ ...CLAIMS, iss: 'http://localhost', aud: 'http://localhost', jti: randomUUID() }), refresh };
});
// On the one thread: there is nothing else to keep answering.
server.post('/hash', () => ({ matches: bcrypt.compareSync(PASSWORD, hash) }));
await server.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });

process.on('SIGTERM', () => process.exit(0));

function logged({ method, ip, routeOptions: { url } }: FastifyRequest, { elapsedTime: ms }: FastifyReply, done: () => void): void {
  const time = new Date().toISOString();
  const who = { trace_id: randomUUID(), ip, user_id: CLAIMS.sub, session_id: CLAIMS.sid };
  lines += `${JSON.stringify({ level: 30, time, method, route: url, status: 200, ms, ...who })}\n`;
  if (lines.length > GATHERED_BYTES) {
    write(1, lines, () => undefined);
    lines = '';
  }
  done();
}

function bearer({ headers: { authorization = '' } }: FastifyRequest): string {
  return authorization.slice('Bearer '.length);
}
