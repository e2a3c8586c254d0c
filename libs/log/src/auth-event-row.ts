import type { AuthEvent, AuthEventName, AuthEventStatus } from './auth-events.js';
import type { KeptName } from './typed-names.js';
import { plainLine } from './plain-line.js';

const IDENTIFIER_LENGTH = 320;
const USER_AGENT_LENGTH = 512;
const REASON_LENGTH = 500;
const IP_LENGTH = 64;

/** An event as it is stored. @internal */
export interface AuthEventRow {
  readonly id: string;
  /** The moment of the attempt, not of the writing. */
  readonly createdAt: Date;
  readonly event: AuthEventName;
  readonly status: AuthEventStatus;
  readonly reason: string | null;
  readonly userId: string | null;
  /** What was typed, of somebody known or an address; else a mask. */
  readonly identifier: string | null;
  /** Of what is masked, by a key. */
  readonly identifierHash: string | null;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly sessionId: string | null;
  /** How many attempts it stands for. */
  readonly times: number;
  /** It is added to the row of the same id, if that is there. */
  readonly isGathered: boolean;
}

/** Whatever a client may have written is cut and made plain here, once, for all who read it later. */
export function rowOf(event: AuthEvent, name: KeptName, id: string, createdAt: Date): AuthEventRow {
  return {
    id,
    createdAt,
    event: event.event,
    status: event.status,
    reason: plain(event.reason, REASON_LENGTH),
    userId: event.userId ?? null,
    identifier: plain(name.identifier, IDENTIFIER_LENGTH),
    identifierHash: name.identifierHash,
    ip: plainLine(event.context.ip, IP_LENGTH),
    userAgent: plain(event.context.userAgent, USER_AGENT_LENGTH),
    sessionId: event.sessionId ?? null,
    times: 1,
    isGathered: false,
  };
}

function plain(text: string | null | undefined, length: number): string | null {
  return text === null || text === undefined ? null : plainLine(text, length);
}
