import type { SecondStep } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PendingCookie } from '../cookies/pending-cookie.js';
import { TransportCookies } from '../cookies/transport-cookies.js';

type Waiting = Pick<SecondStep, 'sessionToken' | 'device'>;

interface Named {
  readonly session_token?: string | null;
  readonly device_token?: string | null;
}

/** Reads which sign-in a request is to finish: the body names it, or the cookie that a return from a provider has left. */
@Injectable()
export class SecondSteps {
  constructor(
    private readonly cookies: TransportCookies,
    private readonly pending: PendingCookie,
  ) {}

  /** @throws ValidationFailed where none is named */
  named(body: Named, request: FastifyRequest): Waiting {
    const waiting = this.kept(body.session_token ?? this.pending.read(request), body, request);
    if (!waiting) throw new ValidationFailed({ errors: { session_token: ['This field is required.'] } });
    return waiting;
  }

  /** By the cookie alone; null where there is none. */
  byCookie(request: FastifyRequest): Waiting | null {
    return this.kept(this.pending.read(request), {}, request);
  }

  finished(request: FastifyRequest, reply: FastifyReply): void {
    this.pending.clear(request, reply);
  }

  private kept(sessionToken: string | null, { device_token: bearer = null }: Named, request: FastifyRequest): Waiting | null {
    return sessionToken === null ? null : { sessionToken, device: { cookie: this.cookies.read(request).device ?? null, bearer } };
  }
}
