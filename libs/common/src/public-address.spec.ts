import { isPublicAddress } from './public-address.js';

describe(isPublicAddress.name, () => {
  it.each(['81.2.69.142', '1.1.1.1', '2a02:8100::7', '::ffff:81.2.69.142'])('says yes to %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '192.168.1.1',
    '172.31.255.1',
    '100.64.0.1',
    '169.254.1.1',
    '203.0.113.7',
    '255.255.255.255',
    '::1',
    'fe80::1%eth0',
    'fd00::1',
    '2001:db8::7',
    '2001::7f00:1',
    '2002:a9fe:a9fe::1',
    '64:ff9b::a9fe:a9fe',
    '::169.254.169.254',
    '::ffff:10.0.0.1',
    'ff02::1',
    'unknown',
    '',
  ])('says no to %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
