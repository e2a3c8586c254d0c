// better-auth as its documentation sets it up for Node: its handler on node:http, a pool of pg. node … better-auth-server.mjs <port>
import { createServer } from 'node:http';
import bcrypt from 'bcrypt';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import pg from 'pg';

const COST = 10;
const HOUR = 3600;
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });

/** Each at a path of its own; one that nobody asks costs nothing. */
const VARIANTS = {
  plain: {},
  /** The session is in a signed cookie: nobody can end it before that expires. By default after five minutes, here no run is cut by it. */
  cached: { session: { cookieCache: { enabled: true, maxAge: HOUR } } },
  /** Each use is a refresh: it moves the end of the session, as otherwise one use a day does. */
  refreshing: { session: { updateAge: 0 } },
  /** Session and user by one statement instead of two, which it leaves off unless asked. */
  joined: { advanced: { database: { joins: true } } },
  /** With its own hash, scrypt. */
  scrypt: { emailAndPassword: { enabled: true } },
};
const names = process.env.ONLY_PLAIN ? ['plain'] : Object.keys(VARIANTS);
const variants = names.map((name) => betterAuth(optionsOf(name)));
const handlers = new Map(names.map((name, at) => [name, toNodeHandler(variants[at])]));
await (await getMigrations(variants[0].options)).runMigrations();

const server = createServer((request, response) => {
  const handle = handlers.get(request.url.split('/', 2)[1]);
  if (handle) void handle(request, response);
  else response.writeHead(404).end();
});
server.listen(Number(process.argv[2]), '127.0.0.1');
process.once('SIGTERM', () => process.exit());

function optionsOf(name) {
  return {
    baseURL: 'http://localhost',
    basePath: `/${name}`,
    secret: 'a secret key for the bench, of 32 bytes and more',
    database,
    emailAndPassword: {
      enabled: true,
      password: { hash: (password) => bcrypt.hash(password, COST), verify: ({ hash, password }) => bcrypt.compare(password, hash) },
    },
    // counted as in production, and never reached
    rateLimit: { enabled: true, max: 1e9, customRules: { '/sign-in/*': { window: 10, max: 1e9 }, '/sign-up/*': { window: 10, max: 1e9 } } },
    telemetry: { enabled: false },
    ...VARIANTS[name],
  };
}
