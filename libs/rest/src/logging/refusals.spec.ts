import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusals } from './refusals.js';

const CALLER = { userId: '3f0c8a4e-8d1e-4f43-9b57-0c8a4e8d1e4f', sessionId: '6c0b4c55-9a53-4d3d-8f0a-9d110b8f8d4e' };

const aRequest = (clientAddress: string, more: object = {}): FastifyRequest =>
  ({
    id: 'trace-1',
    method: 'POST',
    is404: false,
    routeOptions: { url: '/api/probe/nothing' },
    clientAddress,
    ...more,
  }) as unknown as FastifyRequest; // what it reads

describe(Refusals.name, () => {
  let refusals: Refusals;
  let lines: readonly object[][];
  beforeEach(() => {
    refusals = new Refusals();
    lines = jest.spyOn(Logger.prototype, 'warn').mockReturnValue().mock.calls as object[][];
  });
  afterEach(() => jest.restoreAllMocks());

  it.each(['permission_denied', 'two_factor_required', 'csrf_rejected', 'token_invalid', 'throttled', 'malformed_json'])(
    'tells who met %s',
    (code) => {
      refusals.note(code, aRequest('203.0.113.7', { authenticated: { caller: CALLER }, url: '/api/probe/nothing?token=secret' }));
      const line = { method: 'POST', route: '/api/probe/nothing', ip: '203.0.113.7', code, trace_id: 'trace-1' };
      expect(lines).toEqual([[{ ...line, user_id: CALLER.userId, session_id: CALLER.sessionId }, 'refused']]);
    },
  );

  it('only counts what people at work meet', () => {
    for (const code of ['validation_failed', 'token_expired', 'not_found']) refusals.note(code, aRequest('203.0.113.7'));
    expect(lines).toEqual([]);
    expect(refusals.families()[0]?.samples.map(({ labels }) => labels?.['code'])).toEqual([
      'validation_failed',
      'token_expired',
      'not_found',
    ]);
  });

  it('writes ten lines a minute for one network, and counts the rest (log flooding)', () => {
    for (let host = 1; host <= 500; host++) refusals.note('csrf_rejected', aRequest(`2001:db8:1:2::${host.toString(16)}`));
    expect(lines).toHaveLength(10);
    refusals.note('csrf_rejected', aRequest('203.0.113.8'));
    expect(lines[10]).toEqual([expect.objectContaining({ ip: '203.0.113.8', left_out: 490 }), 'refused']);
    expect(refusals.families()[0]?.samples).toEqual([{ labels: { code: 'csrf_rejected' }, value: 501 }]);
  });

  it('writes 200 lines a minute in all (log flooding from everywhere)', () => {
    for (let n = 0; n < 5_000; n++) refusals.note('throttled', aRequest(`10.${n >> 8}.${n & 255}.1`));
    expect(lines).toHaveLength(200);
  });
});
