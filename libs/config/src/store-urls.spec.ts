import { parsePostgresUrl, parseRedisUrl } from './store-urls.js';

describe('parsePostgresUrl', () => {
  it.each([
    ['postgres://db.example.com/castellan', 'postgres://db.example.com/castellan'],
    ['postgresql://u:p@[2001:db8::1]:6432/castellan', 'postgresql://u:p@[2001:db8::1]:6432/castellan'],
    ['postgres:///castellan?host=/run/postgresql', 'postgres:///castellan?host=/run/postgresql'],
    ['postgres://u:p@/castellan?host=/run/postgresql', 'postgres://u:p@localhost/castellan?host=/run/postgresql'],
    ['postgres://u:50%off@db/castellan', 'postgres://u:50%25off@db/castellan'],
    ['postgres://u:100%@db/castellan', 'postgres://u:100%25@db/castellan'],
    ['postgres://u:p%40ss@db/castellan', 'postgres://u:p%40ss@db/castellan'],
    ['postgres://db/castellan?sslmode=require', 'postgres://db/castellan?sslmode=verify-full'],
    ['postgres://db/castellan?ssl=false', 'postgres://db/castellan?ssl=0'],
  ])('reads %s', (text, url) => {
    expect(parsePostgresUrl(text)).toBe(url);
  });

  it.each([
    ['several hosts', 'postgres://a.example.com:5432,b.example.com:5432/castellan', 'several hosts'],
    ['several hosts as an option', 'postgres:///castellan?host=a,b', 'several hosts'],
    ['a misspelt sslmode', 'postgres://db/castellan?sslmode=Require', 'sslmode'],
    ['an sslmode that would be no TLS', 'postgres://db/castellan?sslmode=allow', 'sslmode'],
    ['a certificate that is not there', 'postgres://db/castellan?sslmode=verify-full&sslrootcert=/nowhere/ca.pem', 'sslrootcert'],
    ['a schema for an ORM', 'postgres://db/castellan?schema=auth', 'DATABASE_SCHEMA'],
    ['a search path for the server', 'postgres://db/castellan?options=-csearch_path%3Dauth', 'DATABASE_SCHEMA'],
    ['a standby', 'postgres://db/castellan?target_session_attrs=standby', 'writable'],
    ['a % that encodes nothing', 'postgres://u:50%e4x@db/castellan', '%25'],
    ['a password that ends the address', 'postgres://u:pa#ss@db/castellan', '%23'],
    ['another scheme', 'mysql://db/castellan', 'postgres://'],
  ])('refuses %s', (_what, text, words) => {
    expect(() => parsePostgresUrl(text)).toThrow(words);
  });
});

describe('parseRedisUrl', () => {
  it.each([
    ['redis://cache', 'redis://cache'],
    ['REDISS://cache:6380/3', 'rediss://cache:6380/3'],
    ['redis://[::1]:6379/0', 'redis://[::1]:6379/0'],
    ['redis://:50%off@cache', 'redis://:50%25off@cache'],
    ['redis://a:7000,b:7001,[::1]:7002?cluster', 'redis://a:7000,b:7001,[::1]:7002/?cluster'],
    ['rediss://:p%@ss,w@a,b/0?family=6&cluster=true', 'rediss://:p%25%40ss,w@a,b/?cluster&family=6'],
    ['redis://cache:6379?cluster', 'redis://cache:6379/?cluster'],
  ])('reads %s', (text, url) => {
    expect(parseRedisUrl(text)).toBe(url);
  });

  it.each([
    ['a database without a number', 'redis://cache/castellan', 'number'],
    ['TLS as an option, which would be none', 'redis://cache?tls=true', 'rediss://'],
    ['a database as an option', 'redis://cache?db=3', 'number at the end'],
    ['several hosts', 'redis://a:6379,b:6379', '?cluster'],
    ['a database of a cluster', 'redis://a,b/1?cluster', 'none but 0'],
    ['a comma too many', 'redis://a,,b?cluster', 'comma'],
    ['a cluster or not', 'redis://a?cluster=no', 'options'],
    ['another scheme', 'redis+tls://cache', 'rediss://'],
  ])('refuses %s', (_what, text, words) => {
    expect(() => parseRedisUrl(text)).toThrow(words);
  });
});
