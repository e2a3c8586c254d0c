import { ACCESS_OPTIONS, NotAuthenticated, presentedToken } from '@castellan/access';
import type { AccessRules, Transport } from '@castellan/access';
import { TransportMismatch } from '@castellan/accounts';
import type { PresentedTokens } from '@castellan/accounts';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { TransportCookies } from '../cookies/transport-cookies.js';

export interface RefreshPresentation {
  readonly token: string;
  /** The way it came; the session's own transport must be the same. */
  readonly transport: Transport;
}

/** Finds the refresh token of a request, by cookie or in the body. */
@Injectable()
export class PresentedRefresh {
  constructor(
    private readonly cookies: TransportCookies,
    @Inject(ACCESS_OPTIONS) private readonly access: AccessRules,
  ) {}

  /** @throws NotAuthenticated when there is none, TransportMismatch when there are two different ones */
  of(request: FastifyRequest, inBody: string | null): RefreshPresentation {
    const inCookie = this.cookies.read(request).refresh ?? null;
    if (inBody !== null && inCookie !== null && inBody !== inCookie) throw new TransportMismatch();
    if (inBody !== null) return { token: inBody, transport: 'bearer' };
    if (inCookie !== null) return { token: inCookie, transport: 'cookie' };
    throw new NotAuthenticated();
  }

  /** Whatever the request shows of a session, for signing out. */
  all(request: FastifyRequest, inBody: string | null): PresentedTokens {
    const refresh = inBody ?? this.cookies.read(request).refresh ?? null;
    return { refresh, access: presentedToken(request.headers, this.access.accessCookie) };
  }
}
