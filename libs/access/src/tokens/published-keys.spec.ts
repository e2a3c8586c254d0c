import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clock, Unavailable } from '@castellan/common';
import { Logger } from '@nestjs/common';
import { PublishedKeys } from './published-keys.js';

class StillClock extends Clock {
  private at = 1_800_000_000_000;

  now(): Date {
    return new Date(this.at);
  }

  advance(ms: number): void {
    this.at += ms;
  }
}

const aKey = (kid: string, changes: object = {}) => ({
  ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }),
  kid,
  ...changes,
});

describe(PublishedKeys.name, () => {
  let server: Server;
  let url: string;
  let clock: StillClock;
  let keys: PublishedKeys;
  let asked: number;
  /** What the other side answers. */
  let answer: { status: number; location?: string; body: unknown };

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    asked = 0;
    answer = { status: 200, body: { keys: [aKey('first')] } };
    server = createServer((request, response) => {
      asked += 1;
      if (request.url === '/elsewhere') answer = { status: 200, body: { keys: [aKey('evil')] } };
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end(JSON.stringify(answer.body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/.well-known/jwks.json`; // a TCP server has a port
    clock = new StillClock();
    keys = new PublishedKeys(url, clock);
  });
  afterEach(() => {
    server.close();
    jest.restoreAllMocks();
  });

  it('finds what is published', async () => {
    await keys.reload();

    expect(keys.find('first')?.publicKey).toContain('BEGIN PUBLIC KEY');
    expect(keys.find('other')).toBeUndefined();
  });

  it('asks once for many tokens that name keys nobody has (flood of made-up key ids)', async () => {
    await Promise.all(Array.from({ length: 50 }, () => keys.reload()));
    clock.advance(4_999);
    await keys.reload();
    expect(asked).toBe(1);

    answer.body = { keys: [aKey('first'), aKey('second')] };
    clock.advance(1);
    await keys.reload();
    expect([asked, keys.find('second')?.kid]).toEqual([2, 'second']);
  });

  it.each([
    ['fails', { status: 503, body: {} }],
    ['publishes nothing', { status: 200, body: { keys: [] } }],
    ['publishes no JWKS', { status: 200, body: null }],
    ['redirects (another host that names its own keys)', { status: 302, location: '/elsewhere', body: {} }],
  ])('keeps the last keys when the other side %s', async (_, failing) => {
    await keys.reload();
    clock.advance(5_000);
    answer = failing;

    await expect(keys.reload()).rejects.toThrow(Unavailable);

    expect([asked, keys.find('first')?.kid, keys.find('evil')]).toEqual([2, 'first', undefined]);
  });

  it('cannot say that a key is unknown while nobody answers', async () => {
    server.close();

    await expect(keys.reload()).rejects.toThrow(Unavailable);
  });

  it('forgets a key that was withdrawn, without a token having to wait while tokens keep coming', async () => {
    await keys.reload();
    answer.body = { keys: [aKey('second')] };
    clock.advance(30_000);

    expect(keys.find('first')?.kid).toBe('first');
    await keys.reload(); // the one that has begun

    expect([asked, keys.find('first'), keys.find('second')?.kid]).toEqual([2, undefined, 'second']);
  });

  it('does not believe for longer than a minute what it has not asked for again (withdrawn key, quiet service)', async () => {
    await keys.reload();
    clock.advance(60_000);

    expect(keys.find('first')).toBeUndefined();
    await keys.reload();

    expect(keys.find('first')?.kid).toBe('first');
  });

  it('says once for each try what is wrong, and where (wrong issuer)', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    server.close();
    await Promise.allSettled(Array.from({ length: 5 }, () => keys.reload()));

    expect(warn.mock.calls).toEqual([[expect.stringMatching(new RegExp(`${url}.*ECONNREFUSED`))]]);
  });

  it('reads no more than a JWKS can be (an answer without an end)', async () => {
    answer.body = { keys: [aKey('first')], padding: 'x'.repeat(200_000) };

    await expect(keys.reload()).rejects.toThrow(Unavailable);
  });

  it('stays up when a renewal fails that nobody waits for', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    await keys.reload();
    answer.status = 500;
    clock.advance(30_000);

    expect(keys.find('first')?.kid).toBe('first');
    await keys.reload().catch(() => {});

    expect(warn).toHaveBeenCalledWith(expect.stringContaining('answers 500'));
  });

  it('takes Ed25519 keys for signatures only (algorithm confusion by a key)', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    const x25519 = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
    const refused = [
      { ...rsa, kid: 'rsa' },
      { ...x25519, kid: 'x25519' },
      { kty: 'oct', k: 'c2VjcmV0', kid: 'oct' },
      aKey('enc', { use: 'enc' }),
      aKey('hs', { alg: 'HS256' }),
      aKey('short', { x: 'AA' }),
      aKey('number', { kid: 7 }),
      null,
      'text',
    ];
    answer.body = { keys: [...refused, aKey('good', { use: 'sig', alg: 'EdDSA' })] };

    await keys.reload();

    const found = ['rsa', 'x25519', 'oct', 'enc', 'hs', 'short', '7', 'good'].filter((kid) => keys.find(kid));
    expect(found).toEqual(['good']);
  });

  it('refuses at the start an address that is none', () => expect(() => new PublishedKeys('/jwks.json')).toThrow('Invalid URL'));
});
