import { eventually } from '../../support/app/eventually.js';
import { someone } from '../../support/people/people.js';
import { ServiceHome } from '../../support/service/home.js';
import { OtlpCollector } from '../../support/service/otlp-collector.js';
import type { CollectedSpan } from '../../support/service/otlp-collector.js';
import { mailTo, signUp } from '../../support/service/people.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

describe('a service that telemetry was loaded into', () => {
  let database: ThrowawayDatabase | null = null;
  let home: ServiceHome;
  let collector: OtlpCollector;
  beforeAll(async () => {
    database = await throwawayDatabase('tables');
    const redis = process.env['REDIS_URL'];
    home = await ServiceHome.create(database ? { DATABASE_URL: database.url, ...(redis && { REDIS_URL: redis }) } : {});
    collector = await OtlpCollector.start();
  });
  afterAll(async () => {
    await home.remove();
    await collector.close();
    await database?.drop();
  });

  const spansOf = (traceId: string): readonly CollectedSpan[] => collector.spans.filter((span) => span.traceId === traceId);

  it('shows a sign-in as one trace, and the mail of a sign-up in the trace that caused it', async () => {
    const service = await home.start({ ...collector.environment, OTEL_SERVICE_NAME: 'auth-of-tests' });
    const client = home.client();
    const person = await signUp(client, someone());
    await mailTo(client, person.email);
    const { status, headers } = await client.send('POST', '/api/auth/login/', JSON.stringify(person), {
      'content-type': 'application/json',
      traceparent: `00-${TRACE}-${CALLER}-01`,
    });
    expect([status, headers.get('x-request-id')]).toEqual([200, TRACE]);
    await eventually(
      () => Promise.resolve(collector.spans.map(({ name }) => name)),
      (names) => names.includes('send mail') && names.includes('POST /api/auth/login'),
    );
    expect(await service.end('SIGTERM')).toEqual({ code: 0, signal: null });

    const signIn = spansOf(TRACE);
    const [root] = signIn.filter(({ parentSpanId }) => parentSpanId === CALLER);
    expect(root).toMatchObject({ name: 'POST /api/auth/login', kind: 2 });
    const names = signIn.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['hash wait', 'hash bcrypt', 'INSERT sessions']));
    if (database && process.env['REDIS_URL']) expect(names.some((name) => name.startsWith('redis '))).toBe(true);
    const ids = new Set([CALLER, ...signIn.map(({ spanId }) => spanId)]);
    expect(signIn.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''))).toEqual([]);

    const [mail] = collector.spans.filter(({ name }) => name === 'send mail');
    expect(spansOf(mail!.traceId).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['POST /api/auth/signup', 'job mail', 'send mail']),
    );
    expect(collector.received).toContain('auth-of-tests');
    expect(service.output).toContain(`"trace_id":"${TRACE}"`);
  }, 120_000);
});
