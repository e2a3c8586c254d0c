import { basePathOf, Clock, cookieValue } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REST_OPTIONS, type CookieOptions, type RestOptions } from '../rest-options.js';

export interface CookieSession {
  readonly access: string;
  readonly refresh: string;
  readonly accessExpiresAt: Date;
  readonly refreshExpiresAt: Date;
}

export interface ReadCookies {
  readonly access?: string;
  readonly refresh?: string;
  readonly device?: string;
}

const NONE: ReadCookies = {};
const LONG_AGO = new Date(0);
/** RFC 6265bis §5.5 lets user agents cap at 400 days; asking for more is pointless. */
const DEVICE_MAX_AGE_SECONDS = 400 * 24 * 3600;

/** Writes and reads the cookies of the cookie transport (docs/reference/contract.md#transports). All live at `Path=/`, HttpOnly. */
@Injectable()
export class TransportCookies {
  private readonly names: CookieOptions;
  private readonly attributes: string;
  private readonly forgotten: string;

  constructor(
    @Inject(REST_OPTIONS) options: Pick<RestOptions, 'cookies' | 'clearSiteData' | 'publicUrl'>,
    private readonly clock: Clock,
  ) {
    this.names = options.cookies;
    this.attributes = cookieAttributes(options.cookies);
    this.forgotten = siteData(options.clearSiteData, basePathOf(options.publicUrl));
  }

  setSession(reply: FastifyReply, session: CookieSession): void {
    this.write(reply, this.names.accessName, session.access, session.accessExpiresAt);
    this.write(reply, this.names.refreshName, session.refresh, session.refreshExpiresAt);
  }

  /** Lasts 400 days from its last setting. */
  setDevice(reply: FastifyReply, token: string): void {
    this.append(reply, this.names.deviceName, token, `; Max-Age=${DEVICE_MAX_AGE_SECONDS}`);
  }

  /** Clears the session's cookies, and what a page may have kept of it (OWASP ASVS 5.0 V14.3.1); the device stays known. */
  clear(reply: FastifyReply): void {
    if (this.forgotten) void reply.header('clear-site-data', this.forgotten);
    this.write(reply, this.names.accessName, '', LONG_AGO);
    this.write(reply, this.names.refreshName, '', LONG_AGO);
  }

  /**
   * What the request carries; an `Authorization` header, even a bad one, makes session cookies ignored
   * (docs/reference/contract.md#transports).
   */
  read(request: FastifyRequest): ReadCookies {
    const header = request.headers.cookie;
    if (!header) return NONE;
    const device = cookieValue(header, this.names.deviceName);
    if (request.headers.authorization !== undefined) return { device };
    return { access: cookieValue(header, this.names.accessName), refresh: cookieValue(header, this.names.refreshName), device };
  }

  private write(reply: FastifyReply, name: string, value: string, expires: Date): void {
    const maxAge = Math.max(0, Math.round((expires.getTime() - this.clock.millis()) / 1000));
    this.append(reply, name, value, `; Max-Age=${maxAge}; Expires=${expires.toUTCString()}`);
  }

  /** Fastify keeps several `Set-Cookie` headers apart. */
  private append(reply: FastifyReply, name: string, value: string, lifetime: string): void {
    void reply.header('set-cookie', `${name}=${value}${lifetime}${this.attributes}`);
  }
}

/** The value of `Clear-Site-Data`; empty: nothing is forgotten. Below a path never: the storage of the origin belongs to others too. */
export const siteData = (kinds: readonly string[], base: string): string =>
  base === '' ? kinds.map((kind) => `"${kind}"`).join(', ') : '';

/** What every cookie of ours has besides its lifetime. */
export function cookieAttributes({ sameSite, secure }: Pick<CookieOptions, 'sameSite' | 'secure'>): string {
  const site = { lax: 'Lax', strict: 'Strict', none: 'None' }[sameSite];
  return `; Path=/; HttpOnly; SameSite=${site}${secure ? '; Secure' : ''}`;
}
