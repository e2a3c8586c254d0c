import { CastellanModule, mountCastellan, MountError } from '@castellan/composition';
import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { UserDirectory } from '@castellan/accounts';
import { aDatabase, madeHost, MountedHost, PLATFORMS, QUIET_OPTIONS } from '../../support/mount/mounted-host.js';
import type { HostPlan } from '../../support/mount/mounted-host.js';
import { someone } from '../../support/people/people.js';

@Controller('auth/login')
class LoginController {
  @Get()
  show(): string {
    return 'never seen';
  }
}

/** Express tells no case of letters. */
@Controller('Auth/login')
class LoudLoginController extends LoginController {}

const refusalOf = (start: Promise<unknown>): Promise<unknown> =>
  start.then(
    () => Promise.reject(new Error('It was taken.')),
    (error: unknown) => error,
  );

const startOf = (options: NonNullable<HostPlan['options']>): Promise<unknown> => refusalOf(MountedHost.start('express', { options }));

describe.each(PLATFORMS)('a host on %s', (platform) => {
  it('that forgets to mount does not start, and is told the line', async () => {
    const error = await refusalOf(MountedHost.start(platform, { mounts: false }));

    expect(error).toBeInstanceOf(MountError);
    expect(String(error)).toContain('nothing answers under /auth: call mountCastellan(app) right after the host is made');
    expect(String(error)).toContain('mount: false');
  });

  it('with a route below the path does not start, and is told which', async () => {
    const [path, controller] = platform === 'express' ? ['Auth', LoudLoginController] : ['auth', LoginController];

    expect(String(await refusalOf(MountedHost.start(platform, { controllers: [controller] })))).toContain(
      `The host has a route GET /${path}/login, which would never be reached: all below /auth is Castellan's`,
    );
  });

  it('that mounts twice is told so', async () => {
    expect(String(await refusalOf(MountedHost.start(platform, { then: mountCastellan })))).toContain('was called twice for /auth');
  });

  it('that has no CastellanModule is told so', async () => {
    const app = await madeHost(platform, {});

    expect(() => mountCastellan(app)).toThrow('add CastellanModule.forRoot({ … }) to the imports');
  });

  it('may have the services alone', async () => {
    const host = await MountedHost.start(platform, { options: { mount: false }, mounts: false });

    expect((await host.visitor().get('/auth/healthz')).status).toBe(404);
    expect(() => mountCastellan(host.app)).toThrow('nothing to mount');
    await host.close();
  });
});

describe('a host', () => {
  it('that mounts after a body parser keeps the bodies of Castellan all the same', async () => {
    const host = await MountedHost.start('express', { first: (app) => void (app as NestExpressApplication).useBodyParser('json') });

    expect((await host.client().post('/api/auth/signup/', someone())).status).toBe(201);
    await host.close();
  });

  it('with two Castellans at one path is told both', async () => {
    const second = CastellanModule.forRoot({ ...QUIET_OPTIONS, database: { embedded: null }, publicUrl: 'http://localhost:4000/auth' });

    expect(String(await refusalOf(MountedHost.start('fastify', { imports: [second] })))).toContain(
      'More than one CastellanModule is to answer under /auth (publicUrl: http://localhost:3000/auth and http://localhost:4000/auth)',
    );
  });

  it('that mounts after it was initialised is told so', async () => {
    const first: HostPlan['first'] = (app) => app.init().then(() => undefined);

    expect(String(await refusalOf(MountedHost.start('fastify', { first })))).toContain(
      'call mountCastellan(app) right after the host is made',
    );
  });

  it('without HTTP has nothing to mount', async () => {
    const { database, drop } = await aDatabase();
    const castellan = CastellanModule.forRoot({ ...QUIET_OPTIONS, database });
    class Worker {}
    const app = await NestFactory.createApplicationContext(
      { module: Worker, imports: [castellan] },
      { logger: false, abortOnError: false },
    );

    expect(app.get(UserDirectory)).toBeDefined();
    await app.close();
    await drop();
  });

  it.each([
    [
      'a path that publicUrl has not',
      { publicUrl: 'http://localhost:3000', path: '/auth' },
      "path is not what publicUrl ends with: http://localhost:3000\n    set: publicUrl: 'http://localhost:3000/auth'",
    ],
    ['another path than publicUrl has', { path: '/login' }, "set: path: '/auth'"],
    ['no path at all', { publicUrl: 'http://localhost:3000' }, 'Castellan would take every route of the host'],
    ['a path that is none', { path: 'auth/' }, 'path is not a path such as /auth'],
    ['no database', { database: undefined }, 'database is required'],
    ['a database that is away', { database: { url: 'postgres://127.0.0.1:1/shop' } }, 'database.url cannot be used: '],
    ['a wrong option', { maxSessions: 0 }, 'maxSessions must be a whole number from 1 to 1000'],
    ['an option that is none', { maxSesions: 5 }, 'maxSesions is no option'],
    ['a port that is none', { ports: { mailTransprot: {} } }, 'mailTransprot'],
  ])('with %s does not start, and is told by name', async (_, options, told) => {
    expect(String(await startOf(options as Parameters<typeof startOf>[0]))).toContain(told);
  });
});
