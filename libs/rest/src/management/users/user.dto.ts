import type { User } from '@castellan/accounts';
import type { ListRow } from '@castellan/data';
import { ApiProperty } from '@nestjs/swagger';

/** A user as operators see them: what the panel's list says. Never a secret, nor a whole number. */
export class ManagedUserDto {
  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'ada@example.com' })
  readonly email: string;

  @ApiProperty({ example: 'ada', type: String, nullable: true })
  readonly username: string | null;

  @ApiProperty({ example: 'Ada' })
  readonly first_name: string;

  @ApiProperty({ example: 'Lovelace' })
  readonly last_name: string;

  @ApiProperty({ example: true })
  readonly is_verified: boolean;

  @ApiProperty({ example: true })
  readonly is_active: boolean;

  @ApiProperty({ example: null, type: String, format: 'date-time', nullable: true, description: 'Enabled again by itself then.' })
  readonly disabled_until: Date | null;

  @ApiProperty({ example: false })
  readonly is_staff: boolean;

  @ApiProperty({ example: false })
  readonly is_superuser: boolean;

  @ApiProperty({ example: true })
  readonly two_factor_enabled: boolean;

  @ApiProperty({ example: false })
  readonly has_passkey: boolean;

  @ApiProperty({ example: false, description: 'Is an account of a provider connected?' })
  readonly has_identity: boolean;

  @ApiProperty({ example: '…4567', type: String, nullable: true, description: 'The end of the proven number.' })
  readonly phone: string | null;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z', format: 'date-time', type: String })
  readonly date_joined: Date;

  @ApiProperty({ example: null, format: 'date-time', type: String, nullable: true })
  readonly last_login: Date | null;

  @ApiProperty({ example: null, format: 'date-time', type: String, nullable: true, description: 'Closed since then, and erased soon.' })
  readonly closed_at: Date | null;

  @ApiProperty({
    example: null,
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'Erased then, as an operator planned. Null of one that its owner closed, which goes after the delay of the house.',
  })
  readonly erase_at: Date | null;
}

/** Of a row of the panel's list of users. */
export function toManagedUserDto(row: ListRow): ManagedUserDto {
  const user = row as Readonly<Record<keyof ManagedUserDto | 'two_factor', never>>; // the columns of the list are of these types
  return {
    id: user.id,
    email: user.email,
    username: user.username,
    first_name: user.first_name,
    last_name: user.last_name,
    is_verified: user.is_verified,
    is_active: user.is_active,
    disabled_until: user.disabled_until,
    is_staff: user.is_staff,
    is_superuser: user.is_superuser,
    two_factor_enabled: user.two_factor,
    has_passkey: user.has_passkey,
    has_identity: user.has_identity,
    phone: user.phone,
    date_joined: user.date_joined,
    last_login: user.last_login,
    closed_at: user.closed_at,
    erase_at: user.erase_at,
  };
}

/** Of one that was just made: it has nothing yet but what it was made with. */
export function toNewUserDto(user: User): ManagedUserDto {
  return {
    id: user.id,
    email: user.email,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    is_verified: user.isVerified,
    is_active: user.isActive,
    disabled_until: user.disabledUntil,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    two_factor_enabled: false,
    has_passkey: false,
    has_identity: false,
    phone: null,
    date_joined: user.dateJoined,
    last_login: user.lastLogin,
    closed_at: user.closedAt,
    erase_at: null,
  };
}
