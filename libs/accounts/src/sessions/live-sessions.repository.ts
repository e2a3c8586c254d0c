import type { EndReason, Transport } from '@castellan/access';
import { Transaction } from '@castellan/data';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { SignedInUser, User } from '../users/user.types.js';
import { USER_COLUMNS } from '../users/user-columns.js';
import { ownBytes } from './own-bytes.js';

/** What every request with a token must know of its session. */
export interface LiveSession {
  readonly id: string;
  readonly userId: string;
  readonly version: number;
  readonly step: number;
  readonly transport: Transport;
  readonly seed: Buffer;
  readonly expiresAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly endReason: EndReason | null;
}

export interface LiveState {
  readonly session: LiveSession;
  readonly user: SignedInUser;
}

type Row = User & Omit<LiveSession, 'id'> & { readonly sessionId: string };

@Injectable()
export class LiveSessionsRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly twoFactor: TwoFactor,
  ) {}

  /** Session and user, then whether the user has a second factor. Null when the session is unknown, or was erased. */
  async read(sessionId: string): Promise<LiveState | null> {
    const [row] = await this.transaction.query<Row>(
      `SELECT ${USER_COLUMNS}, s.id AS "sessionId", s.user_id AS "userId", s.version, s.step, s.transport, s.seed, s.expires_at AS "expiresAt",
         s.absolute_expires_at AS "absoluteExpiresAt", s.end_reason AS "endReason"
       FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1`,
      [sessionId],
      { name: 'sessions.read_live' },
    );
    return row ? stateOf(row, await this.twoFactor.isEnabled(row.userId)) : null;
  }
}

function stateOf(row: Row, twoFactorEnabled: boolean): LiveState {
  const { sessionId, userId, version, step, transport, seed, expiresAt, absoluteExpiresAt, endReason, ...user } = row;
  return {
    user: { ...user, twoFactorEnabled },
    session: { id: sessionId, userId, version, step, transport, seed: ownBytes(seed), expiresAt, absoluteExpiresAt, endReason },
  };
}
