import type { AssuranceLevel } from '@castellan/access';
import type { SignedInUser } from '@castellan/accounts';
import { ApiProperty } from '@nestjs/swagger';

/** A user as they see themselves: the answer of `me/`, and `user` in every sign-in answer. */
export class UserDto {
  @ApiProperty({ example: '0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'ada@example.com' })
  readonly email: string;

  @ApiProperty({ example: 'ada', type: String, nullable: true })
  readonly username: string | null;

  @ApiProperty({ example: 'Ada' })
  readonly first_name: string;

  @ApiProperty({ example: 'Lovelace' })
  readonly last_name: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  readonly full_name: string;

  @ApiProperty({ example: true })
  readonly is_verified: boolean;

  @ApiProperty({ example: false })
  readonly is_staff: boolean;

  @ApiProperty({ example: [], type: [String], description: 'What the user may do, such as `users.view`.' })
  readonly permissions: readonly string[];

  @ApiProperty({ example: 1, enum: [1, 2], description: 'Assurance level of this session: 2 after a second factor.' })
  readonly aal: AssuranceLevel;

  @ApiProperty({ example: false })
  readonly two_factor_enabled: boolean;

  @ApiProperty({
    example: true,
    description: 'False for who signs in by codes: `change-password/` sets the first one, and `otp_code` proves anew who they are.',
  })
  readonly has_password: boolean;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z', format: 'date-time', type: String })
  readonly date_joined: Date;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String, nullable: true })
  readonly last_login: Date | null;
}

export function toUserDto(user: SignedInUser, aal: AssuranceLevel): UserDto {
  return {
    id: user.id,
    email: user.email,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    full_name: `${user.firstName} ${user.lastName}`.trim(),
    is_verified: user.isVerified,
    is_staff: user.isStaff,
    permissions: user.permissions,
    aal,
    two_factor_enabled: user.twoFactorEnabled,
    has_password: user.hasPassword,
    date_joined: user.dateJoined,
    last_login: user.lastLogin,
  };
}
