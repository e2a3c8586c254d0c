import { SystemClock } from '@castellan/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RestOptions } from '../rest-options.js';
import { TransportCookies } from './transport-cookies.js';

const cookies = {
  accessName: '__Host-access_token',
  refreshName: '__Host-refresh_token',
  deviceName: '__Host-device',
  pendingName: '__Host-pending',
} as const;

function aTransport(
  overrides: Partial<RestOptions['cookies']> = {},
  clearSiteData: RestOptions['clearSiteData'] = [],
  publicUrl = 'https://auth.example.com',
): TransportCookies {
  const options = { publicUrl, clearSiteData, cookies: { ...cookies, sameSite: 'lax' as const, secure: true, ...overrides } };
  return new TransportCookies(options, new SystemClock());
}

function aReply(): FastifyReply & { readonly written: string[] } {
  const written: string[] = [];
  return { written, header: (_name: string, value: string) => written.push(value) } as never; // only what is used here
}

const aRequest = (headers: object): FastifyRequest => ({ headers }) as FastifyRequest;
const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

describe(TransportCookies.name, () => {
  it('writes tokens that scripts cannot read and foreign sites do not send', () => {
    const reply = aReply();
    aTransport().setSession(reply, { access: 'a', refresh: 'r', accessExpiresAt: inMinutes(15), refreshExpiresAt: inMinutes(60) });
    expect(reply.written).toHaveLength(2);
    expect(reply.written[0]).toMatch(/^__Host-access_token=a; Max-Age=900; Expires=[^;]+ GMT; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(reply.written[1]).toContain('__Host-refresh_token=r; Max-Age=3600;');
  });

  it('leaves Secure out on a local http address only as told', () => {
    const reply = aReply();
    aTransport({ secure: false, sameSite: 'strict' }).setDevice(reply, 'd');
    expect(reply.written).toEqual(['__Host-device=d; Max-Age=34560000; Path=/; HttpOnly; SameSite=Strict']);
  });

  it('tells browsers to forget with the session, cookies of others excepted', () => {
    const reply = aReply();
    aTransport({}, ['cache', 'storage']).clear(reply);
    expect(reply.written[0]).toBe('"cache", "storage"');
    expect(reply.written).toHaveLength(3);

    const below = aReply();
    aTransport({}, ['cache', 'storage'], 'https://shop.example/auth').clear(below);
    expect(below.written.join()).not.toContain('storage'); // it is the whole origin's
  });

  it('clears the session with the attributes it was set with, and keeps the device', () => {
    const reply = aReply();
    aTransport().clear(reply);
    expect(reply.written.map((line) => line.split(';', 2).join(';'))).toEqual([
      '__Host-access_token=; Max-Age=0',
      '__Host-refresh_token=; Max-Age=0',
    ]);
    expect(reply.written[0]).toContain('Path=/; HttpOnly; SameSite=Lax; Secure');
  });

  it('reads all three', () => {
    const cookie = '__Host-access_token=a; __Host-refresh_token=r; __Host-device=d';
    expect(aTransport().read(aRequest({ cookie }))).toEqual({ access: 'a', refresh: 'r', device: 'd' });
  });

  it('ignores session cookies beside an Authorization header, even a bad one', () => {
    const cookie = '__Host-access_token=a; __Host-refresh_token=r; __Host-device=d';
    expect(aTransport().read(aRequest({ cookie, authorization: 'nonsense' }))).toEqual({ device: 'd' });
  });
});
