import type { OwnProfileView } from '@castellan/accounts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Allow } from 'class-validator';

const NAME_LENGTH = 150;
const BIO_LENGTH = 2_000;
const LOCATION_LENGTH = 100;

/**
 * Fields are only named here and dropped when unknown: `Profiles.change` and the rules of names read them whatever their type, so that
 * everything that is wrong is told together, also what only the stored profile shows.
 */
export class ProfileChangeDto {
  @ApiPropertyOptional({ example: 'Ada', maxLength: NAME_LENGTH, type: String, nullable: true, description: '`null` empties it.' })
  @Allow()
  readonly first_name?: unknown;

  @ApiPropertyOptional({ example: 'Lovelace', maxLength: NAME_LENGTH, type: String, nullable: true, description: '`null` empties it.' })
  @Allow()
  readonly last_name?: unknown;

  @ApiPropertyOptional({
    example: 'Writes programs for machines that are not there yet.',
    maxLength: BIO_LENGTH,
    type: String,
    nullable: true,
    description: 'May have several lines. `null` empties it.',
  })
  @Allow()
  readonly bio?: unknown;

  @ApiPropertyOptional({ example: 'London', maxLength: LOCATION_LENGTH, type: String, nullable: true, description: '`null` empties it.' })
  @Allow()
  readonly location?: unknown;

  @ApiPropertyOptional({ example: '1985-12-10', format: 'date', type: String, nullable: true, description: '`null` clears it.' })
  @Allow()
  readonly date_of_birth?: unknown;

  @ApiPropertyOptional({ example: 'en-GB', type: String, nullable: true, description: 'BCP 47, kept in its canonical form.' })
  @Allow()
  readonly language?: unknown;

  @ApiPropertyOptional({ example: 'Europe/London', type: String, nullable: true, description: 'A name of the IANA database.' })
  @Allow()
  readonly timezone?: unknown;

  @ApiPropertyOptional({
    example: { theme: 'dark' },
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description:
      'Merged key by key: a key given replaces its value whole, a key given as `null` goes, the others stay. `null` empties it. At most 8 kB as JSON and 4 levels.',
  })
  @Transform(({ obj }: { obj: ProfileChangeDto }) => obj.settings) // as it came: the copy would lack keys such as `toString`
  @Allow()
  readonly settings?: unknown;
}

/** A user's own profile. */
export class ProfileDto {
  @ApiProperty({ example: 'Ada' })
  readonly first_name: string;

  @ApiProperty({ example: 'Lovelace' })
  readonly last_name: string;

  @ApiProperty({ example: 'Writes programs for machines that are not there yet.' })
  readonly bio: string;

  @ApiProperty({ example: 'London' })
  readonly location: string;

  @ApiProperty({ example: '1985-12-10', format: 'date', type: String, nullable: true })
  readonly date_of_birth: string | null;

  @ApiProperty({ example: 'en-GB', type: String, nullable: true })
  readonly language: string | null;

  @ApiProperty({ example: 'Europe/London', type: String, nullable: true })
  readonly timezone: string | null;

  @ApiProperty({ example: { theme: 'dark' }, type: 'object', additionalProperties: true })
  readonly settings: Readonly<Record<string, unknown>>;

  @ApiProperty({ example: null, type: String, nullable: true, description: 'The proven number, in E.164; changed by `/api/auth/phone/`.' })
  readonly phone: string | null;

  @ApiProperty({
    example: 'http://localhost:3000/avatars/dPTQMlauXWcldUnVGIiPjeRsJb0xOaGpqgD3zX2c0Jk.webp',
    format: 'uri',
    type: String,
    nullable: true,
  })
  readonly avatar_url: string | null;
}

/** With the fields that other modules add. */
export function toProfileDto({ user, phone, profile }: OwnProfileView): ProfileDto {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    bio: profile.bio,
    location: profile.location,
    date_of_birth: profile.dateOfBirth,
    language: profile.language,
    timezone: profile.timezone,
    settings: profile.settings,
    phone,
    avatar_url: profile.avatarUrl,
    ...profile.added,
  };
}
