import type { Environment } from './configuration.js';
import { demandEncryption } from './encryption.js';
import { ConfigurationError } from './faults.js';
import { Variables } from './variables.js';

function faultyNames(env: NodeJS.ProcessEnv, environment: Environment = 'production'): readonly string[] {
  const variables = new Variables(env);
  demandEncryption(variables, environment);
  try {
    variables.close();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map(({ name }) => name);
    throw error;
  }
  return [];
}

describe(demandEncryption.name, () => {
  it.each([
    ['DATABASE_URL', 'postgres://user:secret@db.example.com/castellan'],
    ['DATABASE_URL', 'postgres://db.example.com/castellan?sslmode=disable'],
    ['DATABASE_URL', 'postgres://db.example.com/castellan?sslmode=prefer'],
    ['DATABASE_URL', 'postgres://localhost:5432,db2.example.com:5432/castellan'],
    ['DATABASE_URL', 'postgres:///castellan?host=db.example.com'],
    ['REDIS_URL', 'redis://cache.example.com:6379/2'],
    ['REDIS_URL', 'redis://user:localhost@10.0.0.5'],
    ['SMTP_URL', 'smtp://user:secret@mail.example.com:587'],
    ['SMTP_URL', 'smtp://mail.example.com?ignoreTLS=true'],
  ])('refuses %s=%s in production', (name, url) => {
    expect(faultyNames({ [name]: url })).toEqual([name]);
  });

  it.each([
    ['DATABASE_URL', 'postgres://db.example.com/castellan?sslmode=verify-full'],
    ['DATABASE_URL', 'postgres://db.example.com/castellan?application_name=x&sslmode=require'],
    ['DATABASE_URL', 'postgres://castellan@localhost/castellan'],
    ['DATABASE_URL', 'postgres://127.0.0.1:5432/castellan'],
    ['DATABASE_URL', 'postgres://[::1]:5432/castellan'],
    ['DATABASE_URL', 'postgres:///castellan?host=/var/run/postgresql'],
    ['REDIS_URL', 'rediss://cache.example.com'],
    ['REDIS_URL', 'redis://localhost:6379'],
    ['SMTP_URL', 'smtps://mail.example.com'],
    ['SMTP_URL', 'smtp://mail.example.com:587?requireTLS=true'],
    ['SMTP_URL', 'smtp://localhost:25'],
  ])('takes %s=%s', (name, url) => {
    expect(faultyNames({ [name]: url })).toEqual([]);
  });

  it('leaves to the operator what they name, and nothing else', () => {
    const env = { DATABASE_URL: 'postgres://db.example.com/castellan', REDIS_URL: 'redis://cache.example.com' };

    expect(faultyNames({ ...env, ALLOW_PLAINTEXT: 'database, redis' })).toEqual([]);
    expect(faultyNames({ ...env, ALLOW_PLAINTEXT: 'redis' })).toEqual(['DATABASE_URL']);
    expect(faultyNames({ ...env, ALLOW_PLAINTEXT: 'all' })).toEqual(['ALLOW_PLAINTEXT', 'DATABASE_URL', 'REDIS_URL']);
  });

  it('asks for nothing outside production', () => {
    expect(faultyNames({ DATABASE_URL: 'postgres://db.example.com/castellan' }, 'development')).toEqual([]);
  });
});
