import type { ArrivedOperator } from '@castellan/accounts';
import { cookieValue } from '@castellan/common';
import { cookieAttributes } from '@castellan/rest';
import type { FastifyReply, FastifyRequest } from 'fastify';

const STEP_TTL_MS = 300_000;
const SESSION_TTL_MS = 8 * 3_600_000;
const DEVICE_TTL_MS = 365 * 24 * 3_600_000;

/** The panel's cookies: for this host, unreadable for scripts, never sent from another site. Cookies ignore ports, so the names are its own. */
export class PanelCookies {
  private readonly session: string;
  private readonly step: string;
  private readonly ownDevice: string;
  private readonly attributes: string;

  /** @param secure with https the names begin with `__Host-` (RFC 6265bis §4.1.3.2) */
  constructor(
    secure: boolean,
    private readonly apiDevice: string,
  ) {
    const prefix = secure ? '__Host-' : '';
    this.session = `${prefix}admin_session`;
    this.step = `${prefix}admin_step`;
    this.ownDevice = `${prefix}admin_device`;
    this.attributes = cookieAttributes({ sameSite: 'strict', secure });
  }

  sessionIn(request: FastifyRequest): string | null {
    return read(request, this.session);
  }

  stepIn(request: FastifyRequest): string | null {
    return read(request, this.step);
  }

  /** From an earlier sign-in here. */
  deviceIn(request: FastifyRequest): string | null {
    return read(request, this.ownDevice);
  }

  /** From an earlier sign-in here, or at the API when it runs on the same host: good for being recognised, and nothing else. */
  anyDeviceIn(request: FastifyRequest): string | null {
    return this.deviceIn(request) ?? read(request, this.apiDevice);
  }

  /** Somebody is in. */
  setArrival(reply: FastifyReply, { session, deviceToken }: ArrivedOperator): void {
    this.clearStep(reply);
    this.set(reply, this.session, session, SESSION_TTL_MS);
    this.set(reply, this.ownDevice, deviceToken, DEVICE_TTL_MS);
  }

  setStep(reply: FastifyReply, token: string): void {
    this.set(reply, this.step, token, STEP_TTL_MS);
  }

  clearSession(reply: FastifyReply): void {
    this.set(reply, this.session, '', 0);
  }

  clearStep(reply: FastifyReply): void {
    this.set(reply, this.step, '', 0);
  }

  private set(reply: FastifyReply, name: string, value: string, maxAge: number): void {
    const expires = new Date(Date.now() + maxAge).toUTCString();
    void reply.header('set-cookie', `${name}=${value}; Max-Age=${maxAge / 1000}; Expires=${expires}${this.attributes}`);
  }
}

const read = ({ headers }: FastifyRequest, name: string): string | null => cookieValue(headers.cookie ?? '', name) || null;
