import { ConfigurationError } from './faults.js';
import { loadConfiguration } from './load-configuration.js';

const SECRET = 'mFr1uYb4Qe0kLz9TnWc7HsXo2Vd6PgJa8RiB';
const PRODUCTION = {
  NODE_ENV: 'production',
  SECRET_KEY: SECRET,
  PUBLIC_URL: 'https://auth.example.com',
  FRONTEND_URL: 'https://app.example.com/',
  MAIL_FROM: 'Example <no-reply@example.com>',
  SMTP_URL: 'smtps://user:password@mail.example.com:465',
  DATABASE_URL: 'postgres://user:password@db.example.com/castellan?sslmode=verify-full',
};

function faultyNames(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfiguration(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map(({ name }) => name);
    throw error;
  }
  return [];
}

describe('where the service is reached', () => {
  it.each(['0.0.0.0', '127.0.0.1', '::1', 'localhost'])('listens on HOST=%s', (HOST) => {
    expect(loadConfiguration({ ...PRODUCTION, HOST }).host).toBe(HOST);
  });

  it.each([
    ['https://shop.example/auth', 'https://shop.example/auth'],
    ['https://shop.example/auth//', 'https://shop.example/auth'],
    ['HTTPS://Shop.example:8443/a/B.c~d-e_f/', 'https://shop.example:8443/a/B.c~d-e_f'],
  ])('takes PUBLIC_URL=%s with its path', (PUBLIC_URL, publicUrl) => {
    const { tokenAudience, cookies } = loadConfiguration({ ...PRODUCTION, PUBLIC_URL });
    const names = publicUrl.slice(new URL(publicUrl).origin.length).replaceAll('/', '.');
    expect(loadConfiguration({ ...PRODUCTION, PUBLIC_URL }).publicUrl).toBe(publicUrl);
    expect(tokenAudience).toBe(publicUrl);
    expect(cookies).toMatchObject({ accessName: `__Host-access_token${names}`, refreshName: `__Host-refresh_token${names}` });
  });

  it.each([
    ...['https://shop.example/auth?a', 'https://shop.example/auth#a', 'https://a:b@shop.example/auth', 'http://shop.example/auth'],
    ...['https://shop.example/a/../auth', 'https://shop.example/./auth', 'https://shop.example/%61uth', 'https://shop.example/a%2Fb'],
    ...[
      'https://shop.example//auth',
      'https://shop.example/a//b',
      'https://shop.example\\\\auth',
      'https://shop.example/a b',
      'https://shop.example/:a',
    ],
    ...['https://shop.example/api', 'https://shop.example/API/auth', 'https://shop.example/docs', 'https://shop.example/.well-known'],
  ])('refuses PUBLIC_URL=%s, which could be misread', (PUBLIC_URL) => {
    expect(faultyNames({ ...PRODUCTION, PUBLIC_URL })).toEqual(['PUBLIC_URL']);
  });

  it('refuses the address of the panel for that of the API', () => {
    expect(faultyNames({ ...PRODUCTION, PUBLIC_URL: 'https://a.example/auth', ADMIN_URL: 'https://a.example/auth/' })).toEqual([
      'ADMIN_URL',
    ]);
  });

  it('names cookies apart where two services share a host', () => {
    const namesOf = (PUBLIC_URL: string) => Object.values(loadConfiguration({ ...PRODUCTION, PUBLIC_URL }).cookies);
    const shared = namesOf('https://a.example/one').filter((name) => namesOf('https://a.example/two').includes(name));
    expect(shared).toEqual(['lax', true]);
  });

  it.each(['example.com', '*', '10.0.0.0/8'])('refuses HOST=%s', (HOST) => {
    expect(faultyNames({ ...PRODUCTION, HOST })).toEqual(['HOST']);
  });

  it.each([
    ['https://app.example.com, capacitor://localhost', ['https://app.example.com', 'capacitor://localhost']],
    ['ionic://LOCALHOST', ['ionic://localhost']],
    ['http://localhost', ['http://localhost']],
    ['tauri://localhost:1420', ['tauri://localhost:1420']],
  ])('takes the origins of web views: %s', (FRONTEND_ORIGINS, frontendOrigins) => {
    expect(loadConfiguration({ ...PRODUCTION, FRONTEND_ORIGINS }).frontendOrigins).toEqual(frontendOrigins);
  });

  it.each([
    '*',
    'https://*.example.com',
    'null',
    'capacitor://',
    'capacitor://localhost/path',
    'http://app.example.com',
    'file://x',
    'data:x',
  ])('refuses the origin %s, which would match nothing or everybody', (FRONTEND_ORIGINS) => {
    expect(faultyNames({ ...PRODUCTION, FRONTEND_ORIGINS })).toEqual(['FRONTEND_ORIGINS']);
  });
});
