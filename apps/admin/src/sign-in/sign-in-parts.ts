import type { PanelEnrolment, PanelPasskeys, PanelSessions, PanelSignIn } from '@castellan/accounts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PanelCookies } from '../http/panel-cookies.js';
import type { SignInLimits } from './sign-in-limits.js';

export interface SignInParts {
  readonly signIn: PanelSignIn;
  /** Null where browsers know no passkeys of ours: at a host that is not below the RP id. */
  readonly passkeys: PanelPasskeys | null;
  readonly enrolment: PanelEnrolment;
  readonly sessions: PanelSessions;
  readonly cookies: PanelCookies;
  readonly limits: SignInLimits;
  /** `Clear-Site-Data` at sign-out, or nothing. */
  readonly forgotten: string;
}

export type Step = (parts: SignInParts, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

export const OPEN = { config: { isOpen: true } };
export const TAKES_FORM = { config: { isOpen: true, formBytes: 10 * 1024 } };
