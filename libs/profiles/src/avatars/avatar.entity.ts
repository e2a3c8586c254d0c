import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A user's picture, ready to be served. The id is random and is in its address: a new picture is a new row under a new one. */
@Entity('avatars')
@Index('avatars_user_id_key', ['userId'], { unique: true })
export class AvatarEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'avatars_pkey' })
  readonly id: string;

  @Column('uuid')
  readonly userId: string;

  /** WebP. */
  @Column('bytea', { select: false })
  readonly image: Buffer;

  @Column('timestamptz')
  readonly createdAt: Date;
}
