import { WebhookEndpoints } from '@castellan/webhooks';
import type { JudgedAddress } from '@castellan/webhooks';
import { createParamDecorator, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';

/** Beside the requests. */
const judged = new WeakMap<object, JudgedAddress>();

/**
 * Judges the `url` of the body before anything else is done, below `@Idempotent`, whose transaction would be open for as long as a server of
 * names takes. Why it is refused the route says: what is only repeated gets the answer of the first.
 */
@Injectable()
export class AddressInterceptor implements NestInterceptor {
  constructor(private readonly endpoints: WebhookEndpoints) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { url } = (request.body ?? {}) as { readonly url?: unknown }; // JSON, of any kind
    if (typeof url === 'string') judged.set(request, await this.endpoints.judge(url));
    return next.handle();
  }
}

/** What `AddressInterceptor` found. The validation demands a `url`, so there is one wherever a route begins. */
export const Address = createParamDecorator((_data: undefined, context: ExecutionContext): JudgedAddress | undefined =>
  judged.get(context.switchToHttp().getRequest<FastifyRequest>()),
);
