import type { ArrivedOperator } from '@castellan/accounts';
import { cookieValue } from '@castellan/common';
import type { Request, Response } from 'express';

const STEP_TTL_MS = 300_000;
const SESSION_TTL_MS = 8 * 3_600_000;
const DEVICE_TTL_MS = 365 * 24 * 3_600_000;

/** The panel's cookies: for this host, unreadable for scripts, never sent from another site. Cookies ignore ports, so the names are its own. */
export class PanelCookies {
  private readonly session: string;
  private readonly step: string;
  private readonly ownDevice: string;

  /** @param secure with https the names begin with `__Host-` (RFC 6265bis §4.1.3.2) */
  constructor(
    private readonly secure: boolean,
    private readonly apiDevice: string,
  ) {
    const prefix = secure ? '__Host-' : '';
    this.session = `${prefix}admin_session`;
    this.step = `${prefix}admin_step`;
    this.ownDevice = `${prefix}admin_device`;
  }

  sessionIn(request: Request): string | null {
    return read(request, this.session);
  }

  stepIn(request: Request): string | null {
    return read(request, this.step);
  }

  /** From an earlier sign-in here. */
  deviceIn(request: Request): string | null {
    return read(request, this.ownDevice);
  }

  /** From an earlier sign-in here, or at the API when it runs on the same host: good for being recognised, and nothing else. */
  anyDeviceIn(request: Request): string | null {
    return this.deviceIn(request) ?? read(request, this.apiDevice);
  }

  /** Somebody is in. */
  setArrival(response: Response, { session, deviceToken }: ArrivedOperator): void {
    this.clearStep(response);
    this.set(response, this.session, session, SESSION_TTL_MS);
    this.set(response, this.ownDevice, deviceToken, DEVICE_TTL_MS);
  }

  setStep(response: Response, token: string): void {
    this.set(response, this.step, token, STEP_TTL_MS);
  }

  clearSession(response: Response): void {
    this.set(response, this.session, '', 0);
  }

  clearStep(response: Response): void {
    this.set(response, this.step, '', 0);
  }

  private set(response: Response, name: string, value: string, maxAge: number): void {
    response.cookie(name, value, { httpOnly: true, sameSite: 'strict', secure: this.secure, path: '/', maxAge });
  }
}

const read = ({ headers }: Request, name: string): string | null => cookieValue(headers.cookie ?? '', name) || null;
