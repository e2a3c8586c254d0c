import { clientNetwork } from '@castellan/common';
import type { AuthEventRow } from './auth-event-row.js';
import type { AuthEventName } from './auth-events.js';

/** What is looked at together; that of incidents. */
const WINDOW_MS = 10 * 60_000;
/** So many failures of one event from one network are rows of their own in a window: more than any incident needs to be seen. */
export const ROWS_OF_A_NETWORK = 60;
/** So many pairs of network and event are remembered; failures from further networks are counted without their address. */
export const MOST_NETWORKS = 10_000;

/** What a stranger can cause without end. Nothing that succeeds is here, and nothing that happens to a session. */
const FLOODABLE: ReadonlySet<AuthEventName> = new Set<AuthEventName>([
  'register',
  'verification_requested',
  'email_verified',
  'login',
  'panel_login',
  'logout',
  'twofactor',
  'otp_requested',
  'otp_verified',
  'passkey_login',
  'federated_login',
  'refresh',
  'password_reset_requested',
  'password_reset',
  'email_changed',
  'email_change_undone',
  'sign_in_reported',
]);
/** Of a known user, only what was refused without a look at what was sent; it is counted for each user apart. */
const UNLOOKED: ReadonlySet<string> = new Set(['too_many_failures', 'too_many_mails', 'throttled']);

/** Whether such failures may be counted together, beyond a rate. All others are rows of their own, always. */
export function mayBeGathered({ status, event, userId, sessionId, reason }: AuthEventRow): boolean {
  const isNobodys = userId === null || UNLOOKED.has(reason ?? '');
  return status === 'failure' && sessionId === null && FLOODABLE.has(event) && isNobodys;
}

type Gathered = Pick<AuthEventRow, 'id' | 'createdAt'>;

/**
 * Counts, beyond a rate by network and event, instead of remembering each: a flood must not grow the history by a row a request. What is
 * counted together has event, reason, network and user in common; its row bears the moment of its first one.
 */
export class EventGathering {
  private start = 0;
  private readonly seen = new Map<string, number>();
  private readonly gathered = new Map<string, Gathered>();
  private readonly pending = new Map<string, AuthEventRow>();

  /** The row, when it stands alone; null when it was counted, for `take` to give. */
  admit(row: AuthEventRow): AuthEventRow | null {
    if (!mayBeGathered(row)) return row;
    this.turn(row.createdAt.getTime());
    const place = `${row.event} ${clientNetwork(row.ip)}`;
    const count = this.seen.get(place) ?? 0;
    const isCrowded = count === 0 && this.seen.size >= MOST_NETWORKS;
    if (isCrowded) return this.count({ ...row, ip: '' }, row.event);
    this.seen.set(place, count + 1);
    return count < ROWS_OF_A_NETWORK ? row : this.count(row, place);
  }

  /** What was counted since the last time: rows to be added to those of the same id. */
  take(): readonly AuthEventRow[] {
    const taken = [...this.pending.values()];
    this.pending.clear();
    return taken;
  }

  private count(row: AuthEventRow, place: string): null {
    const key = `${place} ${row.reason ?? ''} ${row.userId ?? ''}`;
    const first = this.gathered.get(key) ?? { id: row.id, createdAt: row.createdAt };
    this.gathered.set(key, first);
    const times = (this.pending.get(first.id)?.times ?? 0) + 1;
    const identifier = row.userId === null ? null : row.identifier; // of nobody known, each was another one
    this.pending.set(first.id, { ...row, ...first, identifier, identifierHash: null, userAgent: null, times, isGathered: true });
    return null;
  }

  /** A window begins with the first event after the last one; a clock that was set back begins one too. */
  private turn(now: number): void {
    if (now >= this.start && now < this.start + WINDOW_MS) return;
    this.start = now;
    this.seen.clear();
    this.gathered.clear();
  }
}
