import type { FastifyReply, FastifyRequest } from 'fastify';
import { OwnSite } from './own-site.js';

describe(OwnSite.name, () => {
  const page = (url: string): string => {
    const reply: Readonly<Record<'status' | 'type', () => unknown>> = { status: () => reply, type: () => reply };
    const names = { accessName: 'access_token', refreshName: 'refresh_token', deviceName: 'device', pendingName: 'pending' };
    const cookies = { ...names, sameSite: 'strict', secure: true } as const;
    return new OwnSite({ cookies }).leadOn({ url } as FastifyRequest, reply as unknown as FastifyReply); // all that it looks at
  };

  it('leads on to the same address, by itself and by a link for whoever has refreshing switched off', () => {
    const led = page('/api/auth/with/acme/callback/?state=a&code=b');

    expect(led).toMatch(/^<!doctype html><html lang="en"><title>Signing in<\/title>/);
    expect(led).toContain('content="0; url=?state=a&#38;code=b&amp;led_on="');
    expect(led).toContain('<a href="?state=a&#38;code=b&amp;led_on=">Continue</a>');
    expect(led).not.toMatch(/<script|style/);
  });

  it('writes what is in the address as text (script in the answer of a provider)', () => {
    expect(page('/callback/?state="><script>alert(1)</script>')).not.toContain('<script');
  });
});
