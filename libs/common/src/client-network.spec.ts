import { clientNetwork } from './client-network.js';

describe(clientNetwork.name, () => {
  it.each([
    ['203.0.113.1', '203.0.113.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8::2:0:0:1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['::192.0.2.1', '0:0:0:0::/64'], // no IPv4 client: compatible is not mapped (RFC 4291 §2.5.5.1)
    ['unknown', 'unknown'],
  ])('counts %s as %s', (address, key) => expect(clientNetwork(address)).toBe(key));
});
