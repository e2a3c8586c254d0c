import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:http2';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';
import { UserRegistered } from '@castellan/accounts';
import { CastellanModule } from '@castellan/composition';
import { Transaction } from '@castellan/data';
import { OnSignal } from '@castellan/signals';
import type { SignalMeta } from '@castellan/signals';
import { Injectable, Logger } from '@nestjs/common';
import { aDatabase, madeHost, MountedHost, PLATFORMS, QUIET_OPTIONS } from '../../support/mount/mounted-host.js';
import { HttpClient } from '../../support/http/client.js';
import { talk } from '../../support/http/wire.js';
import { aUser, someone } from '../../support/people/people.js';

@Injectable()
class Registrations {
  readonly issuers: (string | null)[] = [];

  @OnSignal(UserRegistered, { phase: 'in-transaction' })
  async note(_signal: UserRegistered, { issuer }: SignalMeta): Promise<void> {
    this.issuers.push(issuer);
    await Promise.resolve();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'unhandledRejection'] as const;

describe.each(PLATFORMS)('Castellan in a host on %s', (platform) => {
  it('ends with it: what has arrived is answered before the stores close', async () => {
    const host = await MountedHost.start(platform);
    const person = await aUser(host);

    const body = JSON.stringify({ ...person, transport: 'bearer' });
    const head = ['POST /auth/api/auth/login/ HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', 'Connection: close'];
    const { socket, answer } = talk(
      Number(new URL(host.base).port),
      `${[...head, 'Expect: 100-continue', `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n`,
    );
    await once(socket, 'data'); // it has arrived: 100 Continue
    const closed = host.close();
    socket.write(body);
    await closed;

    expect(await answer).toContain('HTTP/1.1 200 OK');
    await expect(fetch(`${host.base}/auth/healthz`)).rejects.toThrow();
  });

  it('may be there twice, one below the other, each with its people and its signals', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const staff = { publicUrl: 'http://localhost:3000/team/auth/staff', path: '/auth/staff', database: { embedded: null } } as const;
    const host = await MountedHost.start(platform, {
      options: { requireVerifiedEmail: false },
      providers: [Registrations],
      imports: [CastellanModule.forRoot({ ...QUIET_OPTIONS, ...staff })],
    });
    const person = await aUser(host, { verified: false });

    const said = warn.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('proxy'));
    warn.mockRestore();
    expect(said).toEqual([`Mailed links lead to ${staff.publicUrl}, and this answers under /auth/staff: a proxy must take /team off.`]);
    const atStaff = new HttpClient(`${host.base}/auth/staff`);
    expect((await host.client().post('/api/auth/login/', person)).status).toBe(200);
    expect((await atStaff.post('/api/auth/login/', person)).status).toBe(401);
    expect((await atStaff.post('/api/auth/signup/', someone())).status).toBe(201);
    expect(host.get(Registrations).issuers).toEqual(['http://localhost:3000/auth', staff.publicUrl]);
    await host.close();
  });

  it('leaves the logger and the signals of the process to the host', async () => {
    const logger = Reflect.get(Logger, 'staticInstanceRef') as unknown;
    const listeners = SIGNALS.map((name) => process.listenerCount(name));
    const host = await MountedHost.start(platform, { application: {} });

    expect(SIGNALS.map((name) => process.listenerCount(name))).toEqual(listeners);
    await host.close();
    expect(Reflect.get(Logger, 'staticInstanceRef')).toBe(logger);
  });
});

describe('Castellan in a host', () => {
  it('that cannot begin lets go of its stores', async () => {
    const { database, drop } = await aDatabase();
    const options = { ...QUIET_OPTIONS, database };
    const refused = await madeHost('express', {
      imports: [CastellanModule.forRoot({ ...options, mount: false, superuserEmail: 'a@example.com', superuserPassword: 'short' })],
    });

    await expect(refused.init()).rejects.toThrow('The first superuser cannot be made. Change or remove:\n  superuserPassword: ');
    const again = await madeHost('express', { imports: [CastellanModule.forRoot({ ...options, mount: false })] });
    await again.init();
    await again.close();
    await refused.close();
    await drop();
  });

  it('that is given a part that fails lets go of its stores', async () => {
    const { database, drop } = await aDatabase();
    const ports = { mailTransport: { useFactory: () => Promise.reject(new Error('The part is broken.')) } };
    const refused = madeHost('express', { imports: [CastellanModule.forRoot({ ...QUIET_OPTIONS, database, ports })] });

    await expect(refused).rejects.toThrow('The part is broken.');
    expect('embedded' in database && existsSync(`${database.embedded}.lock`)).toBe(false);
    await drop();
  });

  it('that fails elsewhere does not stand in its own way: the next start takes its database over', async () => {
    const { database, drop } = await aDatabase();
    const castellan = () => CastellanModule.forRoot({ ...QUIET_OPTIONS, database, mount: false });
    const failing = { provide: 'ORDERS', inject: [Transaction], useFactory: () => Promise.reject(new Error('No orders.')) };

    await expect(madeHost('express', { imports: [castellan()], providers: [failing] })).rejects.toThrow('No orders.');
    const late = await madeHost('express', { imports: [castellan()] });
    const again = await madeHost('express', { imports: [castellan()] });
    await again.init();
    await expect(late.init()).rejects.toThrow('A later start in this process has taken the database over');
    await expect(madeHost('express', { imports: [castellan()] })).rejects.toThrow('this process');
    await again.close();
    await drop();
  });

  it('has a schema of its own', async () => {
    const host = await MountedHost.start('fastify', { options: { database: { embedded: null }, schema: undefined } });

    const tables = await host
      .get(Transaction)
      .query<{ schema: string }>(
        `SELECT DISTINCT table_schema AS schema FROM information_schema.tables WHERE table_name IN ('users', 'groups', 'migrations')`,
      );
    await host.close();

    expect(tables).toEqual([{ schema: 'castellan' }]);
  });

  it('on HTTP/2 answers whoever names one host', async () => {
    const host = await MountedHost.start('fastify on http2');
    const session = connect(host.base);
    const statusOf = async (headers: OutgoingHttpHeaders, body = ''): Promise<unknown> => {
      const stream = session.request(headers, { endStream: body === '' });
      if (body !== '') stream.end(body);
      const [answer] = (await once(stream, 'response')) as [IncomingHttpHeaders];
      stream.resume();
      return answer[':status'];
    };
    const login = { ':path': '/auth/api/auth/login/', ':method': 'POST', 'content-type': 'application/json' };

    expect(await statusOf({ ':path': '/auth/healthz' })).toBe(200);
    expect(await statusOf(login, JSON.stringify(someone()))).toBe(401);
    expect(await statusOf({ ':path': '/auth/healthz', ':authority': 'a', host: 'b' })).toBe(400);
    session.close();
    await host.close();
  });
});
