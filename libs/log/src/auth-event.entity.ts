import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AuthEventName, AuthEventStatus } from './auth-events.js';

/** One attempt of one flow. `userId` and `sessionId` are no foreign keys: history outlives what it speaks of. */
@Entity('auth_events')
@Index('auth_events_user_id_created_at_idx', ['userId', 'createdAt'])
@Index('auth_events_created_at_idx', ['createdAt'])
@Index('auth_events_ip_created_at_idx', ['ip', 'createdAt'])
@Index('auth_events_event_status_created_at_idx', ['event', 'status', 'createdAt'])
@Index('auth_events_failure_created_at_idx', ['createdAt'], { where: "status = 'failure'" })
@Index('auth_events_gathered_created_at_idx', ['createdAt'], { where: 'times > 1' })
@Index('auth_events_identifier_hash_created_at_idx', ['identifierHash', 'createdAt'], { where: 'identifier_hash IS NOT NULL' })
export class AuthEventEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'auth_events_pkey' })
  readonly id: string;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('text')
  readonly event: AuthEventName;

  @Column('text')
  readonly status: AuthEventStatus;

  @Column('text', { nullable: true })
  readonly reason: string | null;

  /** Null when nobody is known by the identifier. */
  @Column('uuid', { nullable: true })
  readonly userId: string | null;

  /** What was typed to name the user, as far as it was read; a mask where it is nobody's name and no address. */
  @Column('text', { nullable: true })
  readonly identifier: string | null;

  /** Of what is masked, by a key: who knows what was typed finds it. */
  @Column('text', { nullable: true })
  readonly identifierHash: string | null;

  @Column('text')
  readonly ip: string;

  @Column('text', { nullable: true })
  readonly userAgent: string | null;

  @Column('uuid', { nullable: true })
  readonly sessionId: string | null;

  /** How many attempts the row stands for; of more than one it bears the moment of the first. */
  @Column('int', { default: 1 })
  readonly times: number;
}
