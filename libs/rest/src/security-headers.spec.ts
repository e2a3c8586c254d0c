import { securityHeaders } from './security-headers.js';

const hstsOf = async (publicUrl: string, hstsSubdomains = false) =>
  (await securityHeaders({ publicUrl, hstsSubdomains }))['strict-transport-security'];

describe(securityHeaders.name, () => {
  it('keeps browsers on https for a year, where that is so', async () => {
    expect(await hstsOf('https://auth.example.com')).toBe('max-age=31536000');
    expect(await hstsOf('https://auth.example.com', true)).toBe('max-age=31536000; includeSubDomains');
    expect(await hstsOf('http://localhost:3000')).toBeUndefined();
  });

  it('promises nothing for a host that it has only a path of', async () => {
    expect(await hstsOf('https://shop.example/auth', true)).toBeUndefined();
  });
});
