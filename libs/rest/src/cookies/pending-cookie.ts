import { cookieValue } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { cookieAttributes } from './transport-cookies.js';

/** Longer than the sign-in waits: who answers too late shall be told that. */
const BEYOND_SECONDS = 3_600;

/**
 * Keeps the `session_token` of a sign-in that waits for its second factor where no script reads it: for a browser that came back from a
 * provider, and so could be handed nothing in a body (docs/reference/contract.md#providers).
 */
@Injectable()
export class PendingCookie {
  private readonly name: string;
  private readonly attributes: string;

  constructor(@Inject(REST_OPTIONS) { cookies }: Pick<RestOptions, 'cookies'>) {
    this.name = cookies.pendingName;
    this.attributes = cookieAttributes(cookies);
  }

  set(reply: FastifyReply, token: string, expiresInMs: number): void {
    this.write(reply, token, Math.floor(expiresInMs / 1000) + BEYOND_SECONDS);
  }

  /** Null where there is none, or more than one. */
  read({ headers: { cookie = '' } }: FastifyRequest): string | null {
    return cookieValue(cookie, this.name) || null; // an empty one is none
  }

  /** Where there is one. */
  clear(request: FastifyRequest, reply: FastifyReply): void {
    if (this.read(request) !== null) this.write(reply, '', 0);
  }

  private write(reply: FastifyReply, value: string, maxAge: number): void {
    void reply.header('set-cookie', `${this.name}=${value}; Max-Age=${String(maxAge)}${this.attributes}`);
  }
}
