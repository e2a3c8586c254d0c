import { Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { Profiles } from '@castellan/profiles';
import { TwoFactor } from '@castellan/twofactor';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import speakeasy from 'speakeasy';
import { Entrance, Members, PortalModule } from '../../support/examples/portal.js';

describe('the portal of the guide to libs alone', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const portal = PortalModule.forRoot({ kind: 'embedded', directory: null }, 'a secret key for tests, of 32 bytes and more');
    const module = await Test.createTestingModule({ imports: [portal] }).compile();
    app = await module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false }).init();
  });
  afterAll(() => app.close());

  const member = async (email: string) => {
    const id = await app.get(Members, { strict: false }).add(email);
    return { id, proof: { email, code: await app.get(Entrance, { strict: false }).request(email) } };
  };
  const enter = async (payload: object) => {
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/entrance', payload });
    return { statusCode, body: JSON.parse(body) as unknown };
  };

  it('lets a member in by a mailed code, once', async () => {
    const { id, proof } = await member('ada@example.org');
    await app.get(Profiles, { strict: false }).change(id, { settings: { theme: 'dark' } });

    expect(await enter(proof)).toEqual({ statusCode: 201, body: { id, settings: { theme: 'dark' } } });
    expect(await enter(proof)).toMatchObject({ statusCode: 401, body: { code: 'invalid_code' } });
    expect(await enter({ ...proof, email: 'nobody@example.org' })).toMatchObject({ statusCode: 401, body: { code: 'invalid_code' } });

    const events = await app.get(AuthEvents, { strict: false }).search({ userId: id, limit: 10 });
    expect(events.map(({ status }) => status)).toEqual(['failure', 'success']);
  });

  it.each([true, false])('asks for the second factor of whoever has one: %s', async (isGiven) => {
    const { id, proof } = await member(`${String(isGiven)}@example.org`);
    const twoFactor = app.get(TwoFactor, { strict: false });
    const secret = await twoFactor.generateSecretKey(id);
    const [second] = (await twoFactor.enable(id, speakeasy.totp({ secret, encoding: 'base32' }))) ?? [];

    expect(await enter(isGiven ? { ...proof, second } : proof)).toMatchObject({ statusCode: isGiven ? 201 : 401 });
  });

  it('has made the tables of its libs and no others', async () => {
    const tables = await app
      .get(Transaction, { strict: false })
      .query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);

    expect(tables.map(({ name }) => name)).toEqual([
      'audit_head',
      'audit_log',
      'auth_events',
      'avatars',
      'backup_codes',
      'members',
      'migrations',
      'otp_codes',
      'profiles',
      'two_factor',
    ]);
  });
});
