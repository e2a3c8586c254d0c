import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, within } from '../../support/app/eventually.js';
import { freePort } from '../../support/service/free-port.js';
import type { Answer } from '../../support/http/client.js';
import { type Person, someone } from '../../support/people/people.js';
import { ServiceHome } from '../../support/service/home.js';
import { signIn, signUp } from '../../support/service/people.js';
import { NPM_START } from '../../support/service/spawned.js';
import { parsed, talk } from '../../support/http/wire.js';

/** About one process and its directory; the other run would show the same. */
const describeEmbedded = process.env['DATABASE_URL'] ? describe.skip : describe;

const LOGINS = 20;
/** Five failures and no more may be open for one account, so that the parallel sign-ins are spread over some. */
const PEOPLE = 5;

describeEmbedded('a service that is told to stop', () => {
  let home: ServiceHome;

  beforeEach(async () => {
    home = await ServiceHome.create({ BCRYPT_COST: '11' });
  });
  afterEach(() => home.remove());

  const people = (): Promise<readonly Person[]> => Promise.all(Array.from({ length: PEOPLE }, () => signUp(home.client(), someone())));

  /** Logins that wait for their slow hashes. */
  const logins = (all: readonly Person[]): readonly Promise<Answer>[] =>
    Array.from({ length: LOGINS }, (_, n) => home.client().post('/api/auth/login/', { ...all[n % PEOPLE], transport: 'bearer' }));

  const knock = (): Promise<'open' | 'refused'> =>
    new Promise((resolve, reject) => {
      const socket = connect(home.port, '127.0.0.1', () => {
        socket.destroy();
        resolve('open');
      });
      socket.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? resolve('refused') : reject(error)));
    });

  it(`answers ${LOGINS} slow logins in flight, lets nobody in after, and ends with 0`, async () => {
    const metricsPort = await freePort();
    const service = await home.start({ METRICS_PORT: String(metricsPort) });
    const inFlight = logins(await people());
    // An answer alone does not say that the others have come in: on a busy machine some are still at the door.
    await eventually(
      () => connectionsAt(metricsPort),
      (open) => open >= LOGINS,
    );
    await Promise.race(inFlight);

    service.signal('SIGTERM');
    await eventually(knock, (door) => door === 'refused');
    const answers = await Promise.all(inFlight);

    expect(answers.map(({ status }) => status)).toEqual(Array<number>(LOGINS).fill(200));
    expect(await within(15_000, service.ended)).toEqual({ code: 0, signal: null });
  }, 120_000);

  it('is taken out by balancers before it ends, loses no request on their connections, and ends at once when told again', async () => {
    const metricsPort = await freePort();
    const service = await home.start({ METRICS_PORT: String(metricsPort), SHUTDOWN_DELAY: '5m' });
    const ports = [home.port, home.adminPort, metricsPort];
    const statuses = (path: string) => Promise.all(ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}${path}`)).status));
    const person = await signUp(home.client(), someone());
    expect(await statuses('/readyz')).toEqual([200, 200, 200]);
    const answers = balanced(home);

    service.signal('SIGTERM');
    await eventually(
      () => statuses('/readyz'),
      (all) => all.every((status) => status === 503),
    );
    expect(new Set(await answers)).toEqual(new Set([200]));
    expect(await statuses('/healthz')).toEqual([200, 200, 200]);
    const login = await home.client().post('/api/auth/login/', { ...person, transport: 'bearer' });
    expect([login.status, login.headers.get('connection')]).toEqual([200, 'close']);

    await sleep(1_100); // sooner it would be the same stop, handed on
    service.signal('SIGTERM');
    expect(await within(15_000, service.ended)).toEqual({ code: 0, signal: null });
  }, 60_000);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s, starts again at once with what it had',
    async (signal) => {
      const first = await home.start({}, NPM_START);
      const person = await signUp(home.client(), someone());

      expect(await first.end(signal)).toEqual({ code: 0, signal: null });
      expect(first.output).toMatch(/\nCastellan has stopped\.\n$/);
      await home.start({}, NPM_START);

      await signIn(home.client(), person);
    },
    120_000,
  );

  it('is not held up by what strangers have half sent to the API and the panel, and answers on every port what it cannot read', async () => {
    const metricsPort = await freePort();
    const service = await home.start({ METRICS_PORT: String(metricsPort) });
    const refused = await Promise.all([home.port, home.adminPort, metricsPort].map((port) => talk(port, 'NONSENSE\r\n\r\n').answer));
    for (const answer of refused) {
      expect(parsed(answer)).toMatchObject({ status: 400, code: 'bad_request' });
      expect(parsed(answer).headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
    for (const port of [home.port, home.adminPort]) {
      talk(port, '');
      talk(port, 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{');
    }
    const twoHosts = 'GET /sign-in HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n';
    expect(parsed(await talk(home.adminPort, twoHosts).answer).status).toBe(400);

    service.signal('SIGTERM');
    expect(await within(8_000, service.ended)).toEqual({ code: 0, signal: null });
  }, 60_000);

  it('keeps its directory to itself: a second process is refused, told why, and harms nothing', async () => {
    const first = await home.start({}, NPM_START);
    const second = home.launch({ PORT: String(home.port + 1) }, NPM_START);

    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output).toMatch(
      /Castellan did not start\.\n\nThe embedded database .* is already open in process \d+ .*DATA_DIR.*DATABASE_URL[^\n]*\n$/s,
    );
    expect(second.output).not.toMatch(/^ +at |"level":[56]0/m);
    await signUp(home.client(), someone());
    expect(first.isRunning).toBe(true);
  }, 120_000);
});

/** How many connections the API has taken. */
async function connectionsAt(metricsPort: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${String(metricsPort)}/metrics`)).text();
  return Number(/^castellan_http_connections (\d+)$/m.exec(text)?.[1]);
}

/** What a balancer with kept connections hears, which asks for health besides and goes elsewhere when that is bad. */
async function balanced({ base }: ServiceHome): Promise<readonly number[]> {
  const statuses: number[] = [];
  let isIn = true;
  const ask = async (): Promise<void> => {
    while (isIn) statuses.push((await fetch(`${base}/.well-known/jwks.json`)).status);
  };
  const probe = async (): Promise<void> => {
    while ((await fetch(`${base}/readyz`)).status === 200) await sleep(20);
    isIn = false;
  };
  await Promise.all([ask(), ask(), ask(), probe()]);
  return statuses;
}
