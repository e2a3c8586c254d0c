import { cookieValue } from '@castellan/rest';
import type { Request, Response } from 'express';

const STEP_TTL_MS = 300_000;
const SESSION_TTL_MS = 8 * 3_600_000;

/** The panel's cookies: for this host, unreadable for scripts, never sent from another site. Cookies ignore ports, so the names are its own. */
export class PanelCookies {
  private readonly session: string;
  private readonly step: string;

  /** @param secure with https the names begin with `__Host-` (RFC 6265bis §4.1.3.2) */
  constructor(
    private readonly secure: boolean,
    private readonly device: string,
  ) {
    const prefix = secure ? '__Host-' : '';
    this.session = `${prefix}admin_session`;
    this.step = `${prefix}admin_step`;
  }

  sessionIn(request: Request): string | null {
    return read(request, this.session);
  }

  stepIn(request: Request): string | null {
    return read(request, this.step);
  }

  /** The API's, which comes along when it runs on the same host. */
  deviceIn(request: Request): string | null {
    return read(request, this.device);
  }

  setSession(response: Response, token: string): void {
    this.clearStep(response);
    this.set(response, this.session, token, SESSION_TTL_MS);
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
