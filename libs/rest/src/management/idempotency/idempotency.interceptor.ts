import { Idempotency } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
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
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    return key === undefined ? next.handle() : from(this.once(String(key), request, http.getResponse<FastifyReply>(), next));
  }

  private async once(key: string, request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    if (!KEY.test(key)) throw new ValidationFailed({ errors: MALFORMED });
    const operator = await this.operators.of(request);
    const route = `${request.method} ${request.url.split('?')[0]!.replace(/\/+$/, '')}`;
    const repeatable = { key, route, body: request.body };
    const { answer, isReplayed } = await this.idempotency.once<unknown>(operator, repeatable, () => lastValueFrom(next.handle()));
    if (isReplayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }
}
