import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One backup code. `selector` finds the row, so that a check costs one hash whatever the number of codes. */
@Entity('backup_codes')
@Index('backup_codes_user_id_selector_key', ['userId', 'selector'], { unique: true })
export class BackupCodeEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'backup_codes_pkey' })
  readonly id: string;

  @Column('uuid')
  readonly userId: string;

  @Column('text')
  readonly selector: string;

  @Column('text', { select: false })
  readonly codeHash: string;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz', { nullable: true })
  readonly usedAt: Date | null;
}
