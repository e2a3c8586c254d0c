import { fastify, type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { logRequests } from './request-log.js';

jest.mock('@castellan/access', () => ({ authenticatedBy: () => ({ caller: { userId: 'user-1', sessionId: 'session-1' } }) }));

function aServer(): { readonly server: FastifyInstance; readonly lines: string[] } {
  const lines: string[] = [];
  const server = fastify({ genReqId: () => 'trace-1' });
  server.decorateRequest('clientAddress', '203.0.113.7').decorateRequest('problemCode', 'permission_denied');
  logRequests(server, pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) }));
  server.post('/verify/:id', () => ({ token: 'answer-secret' }));
  return { server, lines };
}

describe(logRequests.name, () => {
  it('writes one line with the route, and nothing that was sent (secrets in logs)', async () => {
    const { server, lines } = aServer();
    await server.inject({
      method: 'POST',
      url: '/verify/path-secret?token=query-secret',
      headers: { cookie: 'access_token=cookie-secret', authorization: 'Bearer header-secret' },
      payload: { password: 'body-secret' },
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ method: 'POST', route: '/verify/:id', status: 200, trace_id: 'trace-1' });
    expect(JSON.parse(lines[0]!)).toMatchObject({
      ip: '203.0.113.7',
      user_id: 'user-1',
      session_id: 'session-1',
      code: 'permission_denied',
    });
    expect(lines[0]).not.toContain('secret');
  });

  it('does not repeat a path that nobody registered', async () => {
    const { server, lines } = aServer();
    await server.inject('/reset/path-secret');
    expect(JSON.parse(lines[0]!)).toMatchObject({ route: null, status: 404 });
    expect(lines[0]).not.toContain('secret');
  });

  it('tells of probes at debug alone', async () => {
    const { server, lines } = aServer();
    server.get('/readyz', () => ({ status: 'ready' }));
    await server.inject('/readyz');
    expect(lines).toEqual([]);
  });

  it('costs nothing when the level would not write it', () => {
    const server = fastify();
    logRequests(server, pino({ level: 'warn' }));
    expect(server.hasDecorator('log')).toBe(true);
  });
});
