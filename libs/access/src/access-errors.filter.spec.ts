import { Unavailable } from '@castellan/common';
import type { DomainErrorClass } from '@castellan/common';
import { Controller, Get } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
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
    const providers = [{ provide: APP_FILTER, useClass: AccessErrorsFilter }];
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

  it('leaves every other error to the host', async () => {
    refusal = new Error('a fault of the host');

    expect((await app.inject('/')).statusCode).toBe(500);
  });
});
