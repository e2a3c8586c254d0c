import { cookieValue } from '@castellan/common';
import type { Departure } from '@castellan/federation';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieAttributes } from '../cookies/transport-cookies.js';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';

/** A browser that left more often forgets those it left with before: its cookies stay below what fits into a request. */
const MAX_OPEN = 8;

/** What one browser has shown of its departures. */
export interface ShownSecrets {
  readonly of: (slot: string) => string | null;
  /** Those that were asked for, and are here. */
  readonly found: readonly string[];
}

/**
 * Binds a departure to the browser that left (RFC 9700 §4.7.1): a cookie of its own for each, so that two tabs do not disturb one another.
 * `__Host-`, so that no sibling domain can plant one; Lax whatever the others are, since it has to come back with the person, from another site.
 */
@Injectable()
export class VisitCookies {
  private readonly prefix: string;
  private readonly attributes: string;
  private readonly ours: RegExp;

  constructor(@Inject(REST_OPTIONS) { cookies: { secure } }: Pick<RestOptions, 'cookies'>) {
    this.prefix = `${secure ? '__Host-' : ''}with-`;
    this.attributes = cookieAttributes({ sameSite: 'lax', secure });
    this.ours = new RegExp(`^${this.prefix}[A-Za-z0-9_-]{22}$`);
  }

  leave({ slot, secret, expiresInMs }: Departure, request: FastifyRequest, reply: FastifyReply): void {
    const open = this.namesIn(request);
    if (open.length >= MAX_OPEN) for (const name of open) this.write(reply, name, '', 0);
    this.write(reply, this.prefix + slot, secret, Math.floor(expiresInMs / 1000));
  }

  shownBy({ headers: { cookie = '' } }: FastifyRequest): ShownSecrets {
    const found: string[] = [];
    const of = (slot: string): string | null => {
      const secret = cookieValue(cookie, this.prefix + slot) ?? null;
      if (secret !== null) found.push(slot);
      return secret;
    };
    return { of, found };
  }

  /** Any, of whichever visit: what another site posts comes with none. */
  areShownBy(request: FastifyRequest): boolean {
    return this.namesIn(request).length > 0;
  }

  forget(slots: readonly string[], reply: FastifyReply): void {
    for (const slot of slots) this.write(reply, this.prefix + slot, '', 0);
  }

  private namesIn({ headers: { cookie = '' } }: FastifyRequest): readonly string[] {
    const names = cookie.split(';').map((pair) => pair.split('=', 1)[0]!.trim());
    return [...new Set(names.filter((name) => this.ours.test(name)))];
  }

  private write(reply: FastifyReply, name: string, value: string, maxAge: number): void {
    void reply.header('set-cookie', `${name}=${value}; Max-Age=${String(maxAge)}${this.attributes}`);
  }
}
