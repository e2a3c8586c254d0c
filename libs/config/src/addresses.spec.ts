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
