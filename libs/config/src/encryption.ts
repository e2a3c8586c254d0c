import type { Environment } from './configuration.js';
import { settings } from './settings.js';
import { listOf, oneOf } from './values.js';
import type { Variables } from './variables.js';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|)$/i;
const SERVERS = ['database', 'redis', 'smtp'] as const;
type Server = (typeof SERVERS)[number];

/** Where each server is named, what an encrypted connection looks like, and the line that asks for one. */
const RULES: Readonly<Record<Server, { readonly variables: readonly string[]; readonly encrypted: RegExp; readonly example: string }>> = {
  database: {
    variables: ['DATABASE_URL', 'DATABASE_DIRECT_URL'],
    encrypted: /[?&](?:sslmode=(?:require|verify-ca|verify-full|no-verify)|ssl=(?:true|1))(?:&|$)/i,
    example: 'postgres://user:password@db.example.com:5432/castellan?sslmode=verify-full',
  },
  redis: { variables: ['REDIS_URL'], encrypted: /^rediss:/i, example: 'rediss://user:password@cache.example.com:6379' },
  smtp: {
    variables: ['SMTP_URL'],
    encrypted: /^smtps:|[?&]requireTLS=true(?:&|$)/i,
    example: 'smtp://user:password@mail.example.com:587?requireTLS=true',
  },
};

export const ENCRYPTION_SETTINGS = settings({
  ALLOW_PLAINTEXT: {
    as: listOf(oneOf(SERVERS)),
    example: 'database,redis',
    meaning: 'servers on other machines that production may reach [without TLS](network.md)',
  },
});

/**
 * In production, what goes to another machine goes encrypted: passwords, sealed secrets and mailed links are in it (ASVS 5.0 12.3.1).
 * `ALLOW_PLAINTEXT` names the servers where the operator knows better, such as those behind a mesh that encrypts.
 */
export function demandEncryption(variables: Variables, environment: Environment): void {
  const allowed: readonly Server[] = variables.read(ENCRYPTION_SETTINGS.ALLOW_PLAINTEXT, []);
  if (environment !== 'production') return;
  for (const server of SERVERS) if (!allowed.includes(server)) demand(variables, server);
}

function demand(variables: Variables, server: Server): void {
  for (const variable of RULES[server].variables) demandOf(variables, variable, server);
}

function demandOf(variables: Variables, variable: string, server: Server): void {
  const { encrypted, example } = RULES[server];
  const url = variables.text(variable);
  if (url === undefined || encrypted.test(url) || hostsOf(url).every((host) => LOOPBACK.test(host) || host.startsWith('/'))) return;
  if (!variables.isSound(variable)) return; // nothing more is said of what cannot be read
  variables.refuse(variable, `is reached in the clear; take TLS, or say knowingly ALLOW_PLAINTEXT=${server}`, example);
}

/** Of one URL, also of the forms of libpq with several hosts or with `?host=`. Nothing of it is ever told. */
function hostsOf(url: string): readonly string[] {
  const [, authority = ''] = /^[a-z]+:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(url) ?? [];
  const query = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '');
  const named = query.getAll('host').flatMap((value) => value.split(','));
  const hosts = authority.split(',').map((host) => host.replace(/:\d*$/, ''));
  return named.length > 0 ? [...named, ...hosts.filter((host) => host !== '')] : hosts;
}
