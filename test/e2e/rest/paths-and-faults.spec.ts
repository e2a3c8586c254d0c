import { expectProblem, ProbeClient } from '../../support/http/probe-client.js';

const probe = new ProbeClient();
beforeAll(() => probe.restart());
afterAll(() => probe.close());

describe('paths and methods', () => {
  it('answers with and without a trailing slash', async () => {
    expect((await probe.send('GET', '/api/probe/open')).status).toBe(200);
    expect((await probe.send('GET', '/api/probe/open/')).status).toBe(200);
  });

  it.each(['/api/probe/echo', '/api/probe/echo/'])('answers 405 with Allow on %s', async (url) => {
    const answer = await probe.send('PUT', url);
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers['allow']).toBe('POST');
  });

  it.each(['/api/nothing', '/nothing?token=secret', '/api/probe/echo/deeper', '//nothing', '/..%2f'])('answers 404 on %s', async (url) => {
    const answer = await probe.send('GET', url);
    expectProblem(answer, 404, 'not_found');
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('answers 400 to a URL that cannot be decoded', async () => expectProblem(await probe.send('GET', '/api/%ZZ'), 400, 'bad_request'));

  it('answers 400 to an id that is no id, not 500', async () => {
    expectProblem(await probe.send('GET', '/api/probe/things/%00'), 400, 'validation_failed');
  });
});

describe('every answer', () => {
  it('carries security headers and is not stored', async () => {
    const { headers } = await probe.send('GET', '/api/probe/open');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    });
  });

  it('carries them when it is an error, too', async () => {
    const { headers } = await probe.send('GET', '/api/nothing');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  it('belongs to the trace that it is sent in, and begins a new one where that cannot be read', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traceparent = `00-${trace}-00f067aa0ba902b7-01`;
    const sent = await probe.send('GET', '/api/probe/fault', { traceparent });
    expect([sent.body['trace_id'], sent.headers['x-request-id']]).toEqual([trace, trace]);
    const named = await probe.send('GET', '/api/probe/fault', { traceparent, 'x-request-id': 'of-the-client' });
    expect([named.body['trace_id'], named.headers['x-request-id']]).toEqual([trace, 'of-the-client']);
    const unread = await probe.send('GET', '/api/probe/fault', { traceparent: traceparent.toUpperCase() });
    expect(unread.body['trace_id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });

  it('echoes a harmless X-Request-Id and replaces any other', async () => {
    expect((await probe.send('GET', '/api/probe/open', { 'x-request-id': 'abc-1.2_3' })).headers['x-request-id']).toBe('abc-1.2_3');
    const other = await probe.send('GET', '/api/probe/open', { 'x-request-id': 'a b"}{' });
    expect(other.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('faults', () => {
  it('answers an unexpected error with generic text', async () => {
    const answer = await probe.send('GET', '/api/probe/fault');
    expectProblem(answer, 500, 'internal_error');
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });

  it('answers a store that is away with 503 and Retry-After', async () => {
    const answer = await probe.send('GET', '/api/probe/store-away');
    expectProblem(answer, 503, 'unavailable');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.body['retry_after']).toBe(Number(answer.headers['retry-after']));
  });

  it('gives a domain error its kind, code and extras', async () => {
    const answer = await probe.send('GET', '/api/probe/session-ended', { authorization: 'Bearer x' });
    expectProblem(answer, 401, 'session_ended');
    expect(answer.body['reason']).toBe('logout');
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });
});

describe('sign-in', () => {
  it('refuses a route without a decision (forgotten guard)', async () => {
    const answer = await probe.send('GET', '/api/probe/closed');
    expectProblem(answer, 401, 'not_authenticated');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('on the wire', () => {
  beforeAll(() => probe.app.listen(0, '127.0.0.1'));

  it('answers garbage with 400', async () => {
    const answer = await probe.raw('NONSENSE\r\n\r\n');
    expect(answer).toContain('HTTP/1.1 400');
    expect(answer).toContain('urn:castellan:error:bad_request');
  });

  it('answers endless headers with 431', async () => {
    const answer = await probe.raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toContain('HTTP/1.1 431');
    expect(answer).toContain('urn:castellan:error:headers_too_large');
  });

  it('refuses conflicting lengths (request smuggling)', async () => {
    const answer = await probe.raw(
      'POST /api/probe/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    expect(answer).toContain('HTTP/1.1 400');
  });

  it('answers 405 to a method nobody knows', async () => {
    const answer = await probe.raw('PROPFIND /api/probe/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toContain('HTTP/1.1 405');
  });
});
