import { Logger } from '@nestjs/common';
import { ClientAddress } from './client-address.js';

Logger.overrideLogger(false);

describe(ClientAddress.name, () => {
  let behindProxies: ClientAddress;
  beforeEach(() => (behindProxies = new ClientAddress(['10.0.0.0/8', '2001:db8:ffff::/48', '192.0.2.10'])));

  it('is the socket’s without proxies, whatever the header says (spoofed address)', () => {
    const addresses = new ClientAddress([]);
    expect(addresses.of('198.51.100.1', '203.0.113.1')).toBe('198.51.100.1');
    expect(addresses.of('198.51.100.1', '203.0.113.2')).toBe('198.51.100.1');
  });

  it.each([
    ['203.0.113.1', '203.0.113.1'],
    ['203.0.113.1, 10.1.1.1', '203.0.113.1'],
    ['1.1.1.1, 203.0.113.1, 10.1.1.1, 192.0.2.10', '203.0.113.1'],
    [' 2001:db8::1 , 2001:db8:ffff::9', '2001:db8::1'],
    ['203.0.113.1:4711', '203.0.113.1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['::ffff:203.0.113.1', '203.0.113.1'],
    ['::ffff:cb00:7101', '203.0.113.1'],
    ['[64:ff9b::203.0.113.1]', '203.0.113.1'],
    ['2001:DB8:0:0::0001', '2001:db8::1'],
    ['10.2.2.2, 10.1.1.1', '10.2.2.2'],
  ])('walks %s from the right', (header, client) => expect(behindProxies.of('10.0.0.1', header)).toBe(client));

  it('joins several headers in their order', () => {
    expect(behindProxies.of('10.0.0.1', ['1.1.1.1', '203.0.113.1, 10.1.1.1'])).toBe('203.0.113.1');
  });

  it.each(['', 'unknown', '203.0.113.1, nonsense', '_hidden', '999.1.1.1', '203.0.113.1,', "1.1.1.1' OR 1=1"])(
    'counts for the peer when it cannot read %s',
    (header) => expect(behindProxies.of('10.0.0.1', header)).toBe('10.0.0.1'),
  );

  it('knows an IPv4 proxy on a dual-stack socket', () => {
    expect(behindProxies.of('::ffff:10.0.0.1', '203.0.113.1')).toBe('203.0.113.1');
  });

  it.each(['x-forwarded-for', 'forwarded'])('counts %s of a peer that is no proxy, and says once which line to set', (name) => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    for (const peer of ['::ffff:198.51.100.1', '198.51.100.2']) behindProxies.note(peer, { [name]: 'for=203.0.113.1' });
    expect(behindProxies.ignoredHeaders).toBe(2);
    expect(warn.mock.calls.map(([text]) => String(text))).toEqual([expect.stringContaining('TRUSTED_PROXIES=198.51.100.1.')]);
    warn.mockRestore();
  });

  it('says once of a proxy that it names clients where nobody looks', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    for (const peer of ['10.0.0.1', '10.0.0.2']) behindProxies.note(peer, { forwarded: 'for=203.0.113.1' });
    behindProxies.note('10.0.0.3', { forwarded: 'for=203.0.113.1', 'x-forwarded-for': '203.0.113.1' });
    expect(warn.mock.calls.map(([text]) => String(text))).toEqual([expect.stringContaining('The proxy 10.0.0.1 sends Forwarded')]);
    expect(behindProxies.ignoredHeaders).toBe(0);
    warn.mockRestore();
  });

  it('ignores the header of a peer that is no proxy', () => {
    expect(behindProxies.of('198.51.100.1', '203.0.113.1')).toBe('198.51.100.1');
  });
});
