import type { EndReason, Transport } from '@castellan/access';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DeviceEntity } from '../devices/device.entity.js';
import { UserEntity } from '../users/user.entity.js';

/**
 * A signed-in session. No token is stored: the refresh token is recomputed from `generation` and `seed`
 * (docs/reference/contract.md#tokens).
 */
@Entity('sessions')
@Index('sessions_user_id_idx', ['userId'])
@Index('sessions_device_id_idx', ['deviceId'])
@Index('sessions_ended_at_idx', ['endedAt'], { where: 'ended_at IS NOT NULL' })
@Index('sessions_absolute_expires_at_idx', ['absoluteExpiresAt'])
export class SessionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pkey' })
  readonly id: string;

  @Column('uuid')
  @ForeignKey(() => UserEntity, { name: 'sessions_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;

  @Column('text')
  readonly transport: Transport;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => DeviceEntity, { name: 'sessions_device_id_fkey', onDelete: 'SET NULL' })
  readonly deviceId: string | null;

  @Column('text')
  readonly deviceName: string;

  @Column('text')
  readonly ip: string;

  @Column('text', { nullable: true })
  readonly location: string | null;

  /** The user's `token_version` that the session belongs to. */
  @Column('integer')
  readonly version: number;

  /** Counts the proofs given on it since, and the changes of what its tokens claim: an access token of an older step is dead. */
  @Column('integer', { default: 0 })
  readonly step: number;

  @Column('smallint')
  readonly aal: number;

  @Column('text', { array: true })
  readonly amr: string[];

  @Column('timestamptz')
  readonly authTime: Date;

  /** Counts the rotations of the refresh token. */
  @Column('integer', { default: 0 })
  readonly generation: number;

  /** 256 random bits that the refresh tokens are computed from. */
  @Column('bytea', { select: false })
  readonly seed: Buffer;

  @Column('timestamptz', { nullable: true })
  readonly rotatedAt: Date | null;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz')
  readonly lastUsedAt: Date;

  /** Idle expiry, moved by every refresh, never past `absoluteExpiresAt`. */
  @Column('timestamptz')
  readonly expiresAt: Date;

  @Column('timestamptz')
  readonly absoluteExpiresAt: Date;

  @Column('timestamptz', { nullable: true })
  readonly endedAt: Date | null;

  @Column('text', { nullable: true })
  readonly endReason: EndReason | null;
}
