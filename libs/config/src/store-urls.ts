import { existsSync } from 'node:fs';
import { taking, Unreadable } from './parse.js';

/** As `pg` spells them; of any other it would say nothing and take no TLS, or another kind. */
const SSL_MODES: readonly string[] = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];
/** `pg` checks the certificate for these just as for verify-full. */
const AS_VERIFY_FULL: readonly string[] = ['prefer', 'require', 'verify-ca'];
const CERTIFICATE_FILES = ['sslrootcert', 'sslcert', 'sslkey'] as const;
/** What libpq, JDBC or an ORM understands and `pg` passes over without a word, with what does it here. */
const PASSED_OVER: Readonly<Record<string, string>> = {
  schema: 'set DATABASE_SCHEMA',
  currentSchema: 'set DATABASE_SCHEMA',
  search_path: 'set DATABASE_SCHEMA',
  dbname: 'write the database behind the host: /NAME',
  hostaddr: 'write the address in place of the host',
  service: 'write the address out',
  passfile: 'write the password into the address, or take DATABASE_URL_FILE',
};
const CLUSTER_EXAMPLE = 'redis://user:password@a.example.com:6379,b.example.com:6379/?cluster';
const PRIMARY: readonly string[] = ['any', 'read-write', 'primary'];

/**
 * Reads the address of a PostgreSQL, also with its socket in `?host=`, and gives it as `pg` understands it. What `pg` would pass over
 * or take for something else is refused. Never repeats it, since it may hold a password.
 */
export const parsePostgresUrl = taking('`postgres://…`', (text) => {
  const url = readUrl(text, ['postgres', 'postgresql']);
  refuseSeveral(text, url.searchParams.get('host') ?? '');
  for (const [name, instead] of Object.entries(PASSED_OVER)) {
    if (url.searchParams.has(name)) throw new Unreadable(`has the option ${name}, which is not read: ${instead}`);
  }
  if (/search_path/i.test(url.searchParams.get('options') ?? ''))
    throw new Unreadable('sets a search_path in its options: set DATABASE_SCHEMA');
  const target = url.searchParams.get('target_session_attrs');
  if (target !== null && !PRIMARY.includes(target)) throw new Unreadable('asks for a standby (target_session_attrs): it must be writable');
  readTls(url);
  return url.href;
});

function readTls({ searchParams }: URL): void {
  const [mode, ssl] = [searchParams.get('sslmode'), searchParams.get('ssl')];
  if (mode !== null && !SSL_MODES.includes(mode)) throw new Unreadable(`has an sslmode that is none of ${SSL_MODES.join(', ')}`);
  if (ssl !== null && !['true', '1', 'false', '0'].includes(ssl)) throw new Unreadable('has an option ssl that is neither true nor false');
  if (ssl === 'false') searchParams.set('ssl', '0'); // for `pg` the word would be a yes
  for (const name of CERTIFICATE_FILES) {
    const file = searchParams.get(name);
    if (file !== null && !existsSync(file)) throw new Unreadable(`names in ${name} a file that is not there`);
  }
  if (mode !== null && AS_VERIFY_FULL.includes(mode) && !searchParams.has('uselibpqcompat')) searchParams.set('sslmode', 'verify-full');
}

/**
 * Reads the address of a Redis, or of several nodes of a cluster: TLS by `rediss://`, the number of its database at the end. Never repeats
 * it.
 */
export const parseRedisUrl = taking('`redis://…` or `rediss://…`', (text) => {
  const isCluster = /\?(?:.*&)?cluster(?:=true)?(?:&|#|$)/i.test(text);
  if (!isCluster) refuseSeveralRedis(text);
  const urls = eachHost(text).map((one) => readUrl(one, ['redis', 'rediss']));
  for (const url of urls) demandRedis(url, isCluster);
  const [first] = urls as [URL]; // splitting gives one at least
  return isCluster ? clusterHref(first, urls) : first.href;
});

function demandRedis({ hostname, pathname, searchParams }: URL, isCluster: boolean): void {
  if (!/^(?:\/\d{0,5})?$/.test(pathname)) throw new Unreadable('must end with the number of a database, such as /0, or nothing');
  if (isCluster && hostname === '') throw new Unreadable('names no host before or after a comma', CLUSTER_EXAMPLE);
  if (isCluster && !['', '/', '/0'].includes(pathname))
    throw new Unreadable('names a database, and a cluster has none but 0', CLUSTER_EXAMPLE);
  if ([...searchParams].some(([name, value]) => name !== 'family' && !(name === 'cluster' && ['', 'true'].includes(value)))) {
    throw new Unreadable(
      'has options behind the ?, which are not read: TLS is asked for by rediss://, a database by its number at the end, a cluster by ?cluster',
    );
  }
}

/** Which of them is asked would be a guess. */
function refuseSeveralRedis(text: string): void {
  if (eachHost(text).length < 2) return;
  throw new Unreadable(
    'names several hosts: if they are nodes of a cluster, end it with ?cluster; else give one address that follows the primary (a DNS ' +
      'name, a virtual address, a proxy)',
    CLUSTER_EXAMPLE,
  );
}

function clusterHref({ protocol, username, password, searchParams }: URL, urls: readonly URL[]): string {
  const account = username || password ? `${username}${password && `:${password}`}@` : '';
  const family = searchParams.get('family');
  return `${protocol}//${account}${urls.map(({ host }) => host).join(',')}/?cluster${family === null ? '' : `&family=${family}`}`;
}

/** The same address, for each of the hosts that it names. */
function eachHost(text: string): readonly string[] {
  const start = text.indexOf('://') + 3;
  const authority = authorityOf(text);
  const from = start + authority.lastIndexOf('@') + 1;
  const to = start + authority.length;
  return text
    .slice(from, to)
    .split(',')
    .map((host) => text.slice(0, from) + host + text.slice(to));
}

/** With a lone % as the sign that it is, as passwords are pasted, and a place for the host where libpq wants none beside a socket. */
function readUrl(text: string, schemes: readonly string[]): URL {
  const whole = text.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/^([a-z]+:\/\/[^/?#]*@)(?=[/?]|$)/i, '$1localhost');
  const url = URL.canParse(whole) ? new URL(whole) : null;
  if (!schemes.some((scheme) => text.toLowerCase().startsWith(`${scheme}://`))) {
    throw new Unreadable(`is not a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`);
  }
  if (!url && authorityOf(text).includes(',')) refuseSeveral(text, '');
  if (!url) throw new Unreadable('cannot be read: signs such as / # ? @ : in a password are written as %2F %23 %3F %40 %3A');
  for (const part of [url.username, url.password, url.pathname]) demandDecodable(part);
  return url;
}

function demandDecodable(part: string): void {
  try {
    decodeURIComponent(part);
  } catch {
    throw new Unreadable('holds a % that encodes no sign: write it as %25');
  }
}

/** Which of them is asked would be a guess, and two processes may guess differently. */
function refuseSeveral(text: string, named: string): void {
  const hosts = authorityOf(text).replace(/^.*@/, '');
  if (!hosts.includes(',') && !named.includes(',')) return;
  throw new Unreadable('names several hosts: give one address that follows the primary (a DNS name, a virtual address, a proxy)');
}

const authorityOf = (text: string): string => /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';
