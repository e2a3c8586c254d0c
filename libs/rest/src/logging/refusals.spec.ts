import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Registry } from 'prom-client';
import { Refusals } from './refusals.js';

jest.mock('@castellan/access', () => ({
  ...jest.requireActual<object>('@castellan/access'),
  authenticatedBy: ({ authenticated }: { authenticated?: object }) => authenticated,
}));

const CALLER = { userId: '3f0c8a4e-8d1e-4f43-9b57-0c8a4e8d1e4f', sessionId: '6c0b4c55-9a53-4d3d-8f0a-9d110b8f8d4e' };

const aRequest = (clientAddress: string, more: object = {}): FastifyRequest =>
  ({
    id: 'trace-1',
    raw: { headers: {} },
    method: 'POST',
    is404: false,
    routeOptions: { url: '/api/probe/nothing' },
    clientAddress,
    ...more,
  }) as unknown as FastifyRequest; // what it reads

describe(Refusals.name, () => {
  let registry: Registry;
  let refusals: Refusals;
  let lines: readonly object[][];
  beforeEach(() => {
    registry = new Registry();
    refusals = new Refusals(registry);
    lines = jest.spyOn(Logger.prototype, 'warn').mockReturnValue().mock.calls as object[][];
  });
  afterEach(() => jest.restoreAllMocks());

  const counts = async (): Promise<object> => {
    const text = await registry.metrics();
    return Object.fromEntries(
      [...text.matchAll(/^castellan_http_problems_total\{code="(\w+)"\} (\d+)$/gm)].map(([, code, n]) => [code, Number(n)]),
    );
  };

  it.each(['permission_denied', 'two_factor_required', 'csrf_rejected', 'token_invalid', 'throttled', 'malformed_json'])(
    'tells who met %s',
    (code) => {
      refusals.note(code, aRequest('203.0.113.7', { authenticated: { caller: CALLER }, url: '/api/probe/nothing?token=secret' }));
      const line = { method: 'POST', route: '/api/probe/nothing', ip: '203.0.113.7', code, trace_id: 'trace-1' };
      expect(lines).toEqual([[{ ...line, user_id: CALLER.userId, session_id: CALLER.sessionId }, 'refused']]);
    },
  );

  it('only counts what people at work meet', async () => {
    for (const code of ['validation_failed', 'token_expired', 'not_found']) refusals.note(code, aRequest('203.0.113.7'));
    expect(lines).toEqual([]);
    expect(await counts()).toEqual({ validation_failed: 1, token_expired: 1, not_found: 1 });
  });

  it('writes ten lines a minute for one network, and counts the rest (log flooding)', async () => {
    for (let host = 1; host <= 500; host++) refusals.note('csrf_rejected', aRequest(`2001:db8:1:2::${host.toString(16)}`));
    expect(lines).toHaveLength(10);
    refusals.note('csrf_rejected', aRequest('203.0.113.8'));
    expect(lines[10]).toEqual([expect.objectContaining({ ip: '203.0.113.8', left_out: 490 }), 'refused']);
    expect(await counts()).toEqual({ csrf_rejected: 501 });
  });

  it('writes 200 lines a minute in all (log flooding from everywhere)', () => {
    for (let n = 0; n < 5_000; n++) refusals.note('throttled', aRequest(`10.${n >> 8}.${n & 255}.1`));
    expect(lines).toHaveLength(200);
  });
});
