import { Unavailable } from '@castellan/common';
import type { DomainErrorClass } from '@castellan/common';
import { Controller, Get } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { lastValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import { AccessErrorsFilter } from './access-errors.filter.js';
import { NotAuthenticated, PermissionDenied, SessionIsOver, TokenInvalid } from './errors.js';

let refusal: Error;

@Controller()
class Refusing {
  @Get()
  refuse(): never {
    throw refusal;
  }
}

describe(AccessErrorsFilter.name, () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const providers = [AccessErrorsFilter, { provide: APP_FILTER, useExisting: AccessErrorsFilter }];
    const module = await Test.createTestingModule({ controllers: [Refusing], providers }).compile();
    app = await module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false }).init();
  });
  afterAll(() => app.close());

  it.each<[DomainErrorClass, number, object]>([
    [NotAuthenticated, 401, { 'www-authenticate': 'Bearer' }],
    [TokenInvalid, 401, { 'www-authenticate': 'Bearer error="invalid_token"' }],
    [PermissionDenied, 403, {}],
    [Unavailable, 503, { 'retry-after': '2' }],
  ])('answers %p as a problem', async (error, status, headers) => {
    refusal = new error();

    const answer = await app.inject('/');

    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8', ...headers });
    expect(answer.json()).toMatchObject({ type: `urn:castellan:error:${error.code}`, status, code: error.code, detail: error.detail });
  });

  it('says why a session ended', async () => {
    refusal = new SessionIsOver({ reason: 'logout' });

    expect((await app.inject('/')).json()).toMatchObject({ code: 'session_ended', reason: 'logout' });
  });

  describe('beside HTTP', () => {
    const tell = (type: string, ...args: unknown[]): unknown => {
      const host = new ExecutionContextHost(args);
      host.setType(type);
      return app.get(AccessErrorsFilter).catch(new SessionIsOver({ reason: 'logout' }), host);
    };
    const told = expect.objectContaining({ status: 401, code: 'session_ended', reason: 'logout', message: SessionIsOver.detail }) as object;

    it('tells a client of socket.io by the event that Nest has for it', () => {
      const emit = jest.fn();
      tell('ws', { emit });
      expect(emit).toHaveBeenCalledWith('exception', told);
    });

    it('tells a client of ws over the wire', () => {
      const [emit, send] = [jest.fn(), jest.fn<undefined, [string]>()];
      tell('ws', { readyState: 1, emit, send });
      expect(JSON.parse(send.mock.calls[0]![0])).toEqual({ event: 'exception', data: told });
      expect(emit).not.toHaveBeenCalled();
    });

    it('fails a call of a microservice with the problem, and one of gRPC with a status of its own', async () => {
      await expect(lastValueFrom(tell('rpc', {}, {}) as Observable<never>)).rejects.toEqual(told);
      await expect(lastValueFrom(tell('rpc', {}, { getMap: () => ({}) }) as Observable<never>)).rejects.toMatchObject({
        code: 16,
        details: `session_ended: ${SessionIsOver.detail}`,
      });
    });

    it('leaves GraphQL its error', () => expect(() => tell('graphql', null, {}, {}, {})).toThrow(SessionIsOver));
  });

  it('leaves every other error to the host', async () => {
    refusal = new Error('a fault of the host');

    expect((await app.inject('/')).statusCode).toBe(500);
  });
});
