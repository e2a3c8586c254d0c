import { Container } from '../../support/deploy/container.js';
import { Image } from '../../support/deploy/image.js';
import { freePort } from '../../support/service/free-port.js';
import { emptyRedis } from '../../support/stores/empty-redis.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const canRun = process.env['DATABASE_URL'] && process.env['REDIS_URL'] && (Container.canRun || process.env['CI']);
const describeWithStores = canRun ? describe : describe.skip;

const RUNS = 'Stop with Ctrl-C.';

describeWithStores('deploy/Dockerfile', () => {
  let image: Image;
  let database: ThrowawayDatabase;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    database = (await throwawayDatabase())!;
    const [port, adminPort, metricsPort, adminMetricsPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
    environment = {
      PUBLIC_URL: 'https://auth.example.com',
      FRONTEND_URL: 'https://auth.example.com',
      DATABASE_URL: database.url,
      REDIS_URL: (await emptyRedis())!,
      SECRET_KEY: 'a secret key for tests, of 32 bytes and more',
      SMTP_URL: 'smtp://127.0.0.1:2525',
      MAIL_FROM: 'no-reply@example.com',
      SHUTDOWN_DELAY: '0s',
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
      METRICS_PORT: String(metricsPort),
      ADMIN_METRICS_PORT: String(adminMetricsPort),
    };
  });
  afterAll(() => database.drop());
  afterEach(() => image.remove());

  const castellan = (...args: readonly string[]) => Container.run(image, ['castellan', ...args], environment);

  it('makes an image whose API and commands need neither the panel, nor root, nor anything to write to', async () => {
    image = Image.build('');
    expect(image.instruction('USER')).toBe('node');
    expect(image.megabytes).toBeLessThan(150);
    expect(Container.run(image, ['touch', 'node_modules/x'], {}).output).toContain('Read-only file system');
    expect(Container.run(image, ['id', '-u'], {}).output).toBe('1000\n');

    expect(castellan('migrate')).toMatchObject({ code: 0 });
    const api = Container.start(image, image.command('CMD'), environment);
    await api.printedLine(RUNS);
    expect(Container.run(image, image.command('HEALTHCHECK'), environment)).toEqual({ code: 0, output: '' });
    expect(await (await fetch(`http://127.0.0.1:${environment['PORT']}/readyz`)).json()).toMatchObject({ status: 'ready' });
    expect(await api.stop()).toBe(0);
    expect(Container.run(image, image.command('HEALTHCHECK'), environment)).toMatchObject({ code: 1 });

    const both = Container.start(image, ['castellan', 'start'], environment);
    await both.printedLine(RUNS);
    expect(both.output).toContain('Panel        not installed');
    expect(await both.stop()).toBe(0);
  });

  it('makes one that has the panel in it, too', async () => {
    image = Image.build('panel');
    expect(image.megabytes).toBeLessThan(320);
    const panel = Container.start(image, ['node', 'dist/apps/admin/src/main.js'], environment);
    await panel.printedLine(RUNS);
    expect(Container.run(image, image.command('HEALTHCHECK'), environment)).toEqual({ code: 0, output: '' });
    const page = await fetch(`http://127.0.0.1:${environment['ADMIN_PORT']}/sign-in`);
    expect(page.status).toBe(200);
    expect(await panel.stop()).toBe(0);
    const adminjs = "await import('/castellan/dist/apps/admin/src/panel/admin-panel.js')"; // loaded by the first page behind the sign-in
    expect(Container.run(image, ['node', '--input-type=module', '--eval', adminjs], environment)).toEqual({ code: 0, output: '' });
  });
});
