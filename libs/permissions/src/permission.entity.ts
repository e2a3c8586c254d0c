import { Entity, PrimaryColumn } from 'typeorm';

/** Something one may be allowed to do. Its name is its key, so that reading a user's permissions needs no join with this table. */
@Entity('permissions')
export class PermissionEntity {
  /** Such as `users.change`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'permissions_pkey' })
  readonly codename: string;
}
