import { SessionIsOver, TokenExpired, TokenInvalid } from '../errors.js';
import type { AccessClaims } from '../tokens/claims.js';
import type { FollowedRevocation } from './followed-revocation.js';

/** Some 60 MB at most. */
export const MAX_KNOWN = 200_000;
/** Clocks of two services may differ so much, and a transaction is committed later than it wrote. */
const MARGIN_MS = 60_000;

/** Tokens below this are over; `Infinity`: all are. */
interface Line {
  readonly below: number;
  readonly at: number;
}

/**
 * What is known to be over, in bounded memory: it is forgotten once every token of that time has expired. Where there is more than has room,
 * the oldest goes first, and with it every token that it could have been about: these are refreshed, and never let in.
 */
export class KnownRevocations {
  private readonly sessions = new Map<string, Line>();
  private readonly users = new Map<string, Line>();
  private floor = -Infinity;

  constructor(
    private readonly tokenLifeMs: number,
    private readonly max = MAX_KNOWN,
  ) {}

  get size(): number {
    return this.sessions.size + this.users.size;
  }

  add({ sid, step, sub, ver, at }: FollowedRevocation, now: number): void {
    if (sid !== undefined) draw(this.sessions, sid, { below: step ?? Infinity, at });
    if (sub !== undefined) draw(this.users, sub, { below: ver ?? Infinity, at });
    this.forget(this.sessions, now);
    this.forget(this.users, now);
  }

  /** Why the token is over; null where nothing is known against it. */
  refusalOf({ sid, sub, step, ver, iat }: AccessClaims): Error | null {
    const session = this.sessions.get(sid);
    if (session && step < session.below) return session.below === Infinity ? new SessionIsOver() : new TokenExpired();
    const user = this.users.get(sub);
    if (user && ver < user.below) return user.below === Infinity ? new TokenInvalid() : new TokenExpired(); // a refresh says more
    return iat * 1000 < this.floor ? new TokenExpired() : null;
  }

  /** From the oldest on, which stand first. */
  private forget(lines: Map<string, Line>, now: number): void {
    for (const [id, { at }] of lines) {
      const isOver = at + this.tokenLifeMs + MARGIN_MS < now;
      if (!isOver && this.size <= this.max) return;
      if (!isOver) this.floor = Math.max(this.floor, Math.min(at + MARGIN_MS, Math.max(at, now))); // never ahead of tokens that are made now
      lines.delete(id);
    }
  }
}

/** The line only rises; it stands among the youngest. */
function draw(lines: Map<string, Line>, id: string, line: Line): void {
  const known = lines.get(id) ?? line;
  lines.delete(id);
  lines.set(id, { below: Math.max(line.below, known.below), at: Math.max(line.at, known.at) }); // what was written first may come last
}
