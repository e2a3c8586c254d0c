import type { AssuranceLevel, EndReason, Transport } from '@castellan/access';
import { columnsOf, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { Assurance } from '../factors/factor.js';
import { SessionEntity } from './session.entity.js';
import type { SessionView } from './session.types.js';

/** A session to be made; the door decides about all of it. */
export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly transport: Transport;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly ip: string;
  readonly version: number;
  readonly aal: AssuranceLevel;
  readonly amr: readonly string[];
  readonly authTime: Date;
  readonly seed: Buffer;
  readonly expiresAt: Date;
  readonly absoluteExpiresAt: Date;
}

/** What a token is made from. */
export interface SessionForTokens {
  readonly id: string;
  readonly userId: string;
  readonly version: number;
  readonly step: number;
  readonly aal: AssuranceLevel;
  readonly amr: readonly string[];
  readonly authTime: Date;
  readonly generation: number;
  readonly expiresAt: Date;
  readonly transport: Transport;
}

/** A session as the refresh must know it. */
export interface SessionForRefresh extends SessionForTokens {
  readonly deviceName: string;
  readonly seed: Buffer;
  readonly rotatedAt: Date | null;
  readonly absoluteExpiresAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: EndReason | null;
  readonly isUserActive: boolean;
  readonly userVersion: number;
  readonly email: string;
}

/** The session that a signed-in request belongs to, with what its tokens are computed from. */
export interface OwnSession extends SessionForTokens {
  readonly seed: Buffer;
}

/** A proof given on a live session. */
export interface StepUp {
  readonly id: string;
  /** The user's token version when they gave the proof. */
  readonly version: number;
  /** What it adds; never takes away. */
  readonly proven: Assurance;
  readonly seed: Buffer;
}

export interface Rotation {
  readonly id: string;
  readonly generation: number;
  readonly seed: Buffer;
  readonly transport: Transport;
  readonly ip: string;
  readonly now: Date;
  /** Idle expiry counted from now. */
  readonly idleExpiresAt: Date;
}

const TOKEN_FIELDS = ['id', 'userId', 'version', 'step', 'aal', 'amr', 'authTime', 'generation', 'expiresAt', 'transport'] as const;
const TOKEN_COLUMNS = columnsOf(SessionEntity, 's', TOKEN_FIELDS);
const REFRESH_COLUMNS = columnsOf(SessionEntity, 's', [
  ...TOKEN_FIELDS,
  'deviceName',
  'seed',
  'rotatedAt',
  'absoluteExpiresAt',
  'endedAt',
  'endReason',
]);
/** Columns of a `SessionView`, from the alias `s`. */
export const VIEW_COLUMNS = columnsOf(SessionEntity, 's', [
  'id',
  'transport',
  'deviceName',
  'ip',
  'location',
  'aal',
  'createdAt',
  'lastUsedAt',
  'expiresAt',
]);

@Injectable()
export class SessionsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Null when the user was disabled, or their tokens were invalidated, since the factors were proven. */
  async insert(session: NewSession, now: Date): Promise<SessionView | null> {
    const [inserted] = await this.transaction.query<SessionView>(
      `INSERT INTO sessions AS s (id, user_id, transport, device_id, device_name, ip, version, aal, amr, seed, auth_time, created_at,
         last_used_at, expires_at, absolute_expires_at)
       SELECT $1, u.id, $3, $4, $5, $6, $7, $8, $9, $10, $14::timestamptz, $11::timestamptz, $11, $12, $13 FROM users u
       WHERE u.id = $2 AND u.is_active AND u.token_version = $7 RETURNING ${VIEW_COLUMNS}`,
      [
        session.id,
        session.userId,
        session.transport,
        session.deviceId,
        session.deviceName,
        session.ip,
        session.version,
        session.aal,
        session.amr,
        session.seed,
        now,
        session.expiresAt,
        session.absoluteExpiresAt,
        session.authTime,
      ],
    );
    return inserted ?? null;
  }

  /** The one decision about a refresh token, in one statement: of all who present a generation, one moves it on. Null for the others. */
  async rotate(rotation: Rotation): Promise<SessionForTokens | null> {
    const [rotated] = await this.transaction.query<SessionForTokens>(
      `UPDATE sessions s SET generation = s.generation + 1, rotated_at = $5, last_used_at = $5, ip = $6,
         expires_at = LEAST($7::timestamptz, s.absolute_expires_at)
       FROM users u
       WHERE s.id = $1 AND s.generation = $2 AND s.seed = $3 AND s.transport = $4 AND s.ended_at IS NULL AND s.expires_at > $5
         AND u.id = s.user_id AND u.is_active AND u.token_version = s.version
       RETURNING ${TOKEN_COLUMNS}`,
      [rotation.id, rotation.generation, rotation.seed, rotation.transport, rotation.now, rotation.ip, rotation.idleExpiresAt],
      { name: 'sessions.rotate' },
    );
    return rotated ?? null;
  }

  async findForRefresh(id: string): Promise<SessionForRefresh | null> {
    const [session] = await this.transaction.query<SessionForRefresh>(
      `SELECT ${REFRESH_COLUMNS}, u.is_active AS "isUserActive", u.token_version AS "userVersion", u.email
       FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1`,
      [id],
    );
    return session ?? null;
  }

  /**
   * For its owner, who has just proven on it who they are: it says so from now on, and its older tokens die by the new seed and step, so
   * that no copy of them is lifted along. Null when the session is over, or was lifted over an invalidation.
   */
  async stepUp({ id, version, proven, seed }: StepUp, now: Date): Promise<OwnSession | null> {
    const [raised] = await this.transaction.query<OwnSession>(
      `UPDATE sessions s SET auth_time = $2, seed = $4, step = s.step + 1, aal = GREATEST(s.aal, $5::smallint),
         amr = s.amr || ARRAY(SELECT m FROM unnest($6::text[]) m WHERE m <> ALL (s.amr))
       WHERE s.id = $1 AND s.version = $3 AND s.ended_at IS NULL AND s.expires_at > $2 RETURNING ${TOKEN_COLUMNS}, s.seed`,
      [id, now, version, seed, proven.aal, proven.amr],
    );
    return raised ?? null;
  }

  /**
   * Lifts a session over an invalidation: with the new version and a new seed its older tokens die like all others. The moment of the
   * last proof stays: a new password asks for the old one only, which is not all that a user with a second factor has to prove.
   */
  async adopt(id: string, version: number, seed: Buffer, now: Date): Promise<OwnSession | null> {
    const [adopted] = await this.transaction.query<OwnSession>(
      `UPDATE sessions s SET version = $2, seed = $3 WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > $4
       RETURNING ${TOKEN_COLUMNS}, s.seed`,
      [id, version, seed, now],
    );
    return adopted ?? null;
  }

  /** Ends a live session once; null when it was over already. */
  async end(id: string, reason: EndReason, now: Date): Promise<{ readonly userId: string } | null> {
    const [ended] = await this.transaction.query<{ userId: string }>(
      `UPDATE sessions SET ended_at = $3, end_reason = $2 WHERE id = $1 AND ended_at IS NULL RETURNING user_id AS "userId"`,
      [id, reason, now],
    );
    return ended ?? null;
  }
}
