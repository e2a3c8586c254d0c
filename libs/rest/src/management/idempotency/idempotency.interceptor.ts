import { Idempotency } from '@castellan/accounts';
import type { RepeatableRequest } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import { TOLD_ONCE } from './idempotent.js';
import { ManagementOperators } from '../management-operators.js';

/** Letters that can be seen, as every header takes them. */
const KEY = /^[\x21-\x7e]{1,255}$/;
const MALFORMED = { 'idempotency-key': ['Use 1 to 255 visible characters of ASCII, such as a UUID.'] };

/** See `@Idempotent`. Without the header everything is as if it were not there. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly operators: ManagementOperators,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    const toldOnce = this.reflector.get<string | null>(TOLD_ONCE, context.getHandler());
    const repeatable = { ...this.repeatable(String(key), request), toldOnce };
    return from(this.once(repeatable, request, http.getResponse<FastifyReply>(), next));
  }

  private async once(repeatable: RepeatableRequest, request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    if (!KEY.test(repeatable.key)) throw new ValidationFailed({ errors: MALFORMED });
    const operator = await this.operators.of(request);
    const { answer, isReplayed } = await this.idempotency.once<unknown>(operator, repeatable, () => lastValueFrom(next.handle()));
    if (isReplayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }

  private repeatable(key: string, { method, url, body }: FastifyRequest): RepeatableRequest {
    return { key, route: `${method} ${url.split('?')[0]!.replace(/\/+$/, '')}`, body };
  }
}
