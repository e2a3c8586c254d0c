import type { AddedPasskey } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import { PASSKEY_NAME_LENGTH } from '@castellan/passkeys';
import type { Passkey, PasskeySignals } from '@castellan/passkeys';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsPasskeyName } from '../validators/passkey-name.decorator.js';
import { IsCredential, PasskeyRegistrationDto, REGISTRATION } from './credential.dto.js';
import { PasskeyCreationOptionsDto } from './options.dto.js';

const MAX_CODE_INPUT = 64;

export class PasskeyOptionsDto {
  @ApiPropertyOptional({
    example: '287082',
    maxLength: MAX_CODE_INPUT,
    type: String,
    description: 'Staff without a second factor only: the code that `otp/request/` sent to the own address.',
  })
  @IsOptional()
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  readonly otp_code?: string | null;
}

export class PasskeyRegistrationOptionsDto {
  @ApiProperty({ type: PasskeyCreationOptionsDto })
  readonly options: PasskeyCreationOptionsDto;

  @ApiProperty({ example: 300, description: 'Seconds.' })
  readonly expires_in: number;
}

const ApiName = (): PropertyDecorator => ApiProperty({ example: 'iCloud Keychain', minLength: 1, maxLength: PASSKEY_NAME_LENGTH });

export class AddPasskeyDto {
  @ApiProperty({ type: PasskeyRegistrationDto, example: REGISTRATION, description: 'What the browser made of the options.' })
  @IsCredential()
  readonly credential: PasskeyRegistrationDto;

  @ApiPropertyOptional({
    example: 'My phone',
    type: String,
    minLength: 1,
    maxLength: PASSKEY_NAME_LENGTH,
    description: 'Without one it is called by the model of its authenticator.',
  })
  @IsOptional()
  @IsPasskeyName()
  @IsString()
  readonly name?: string | null;
}

export class RenamePasskeyDto {
  @ApiName()
  @IsPasskeyName()
  @IsString()
  readonly name: string;
}

export class PasskeyDto {
  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid' })
  readonly id: string;

  @ApiName()
  readonly name: string;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly created_at: Date;

  @ApiProperty({ example: null, type: String, format: 'date-time', nullable: true })
  readonly last_used_at: Date | null;

  @ApiProperty({ example: true, description: 'Do the owner’s other devices have it, too, or can they?' })
  readonly synced: boolean;

  @ApiProperty({ type: [String], example: ['internal', 'hybrid'], description: 'How browsers reach it.' })
  readonly transports: readonly string[];

  @ApiProperty({
    example: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd',
    format: 'uuid',
    description: 'The model of its authenticator; zeros where none is told.',
  })
  readonly aaguid: string;
}

export class NewPasskeyDto extends PasskeyDto {
  @ApiPropertyOptional({
    type: [String],
    example: ['7KQ2-M4XJT-9WPQH'],
    description: 'With the first second factor of a user. Shown this once; each works once, when two-step sign-in is on.',
  })
  readonly backup_codes?: readonly string[];
}

export class PasskeyListDto {
  @ApiProperty({ example: 1 })
  readonly count: number;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly next: string | null;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly previous: string | null;

  @ApiProperty({ type: [PasskeyDto] })
  readonly results: readonly PasskeyDto[];
}

/** For `signalAllAcceptedCredentials` of browsers (WebAuthn level 3, §5.1.10). */
export class PasskeySignalsDto {
  @ApiProperty({ example: 'example.com' })
  readonly rp_id: string;

  @ApiProperty({ example: 'Zm9yIGV4YW1wbGU6IDMyIHJhbmRvbSBieXRlcyBoZXI', description: 'The user handle, in base64url.' })
  readonly user_id: string;

  @ApiProperty({ type: [String], example: ['MTIzNDU2Nzg5MGFiY2RlZg'], description: 'Of all passkeys of the user, in base64url.' })
  readonly credential_ids: readonly string[];
}

export function toPasskeyDto(passkey: Passkey): PasskeyDto {
  return {
    id: passkey.id,
    name: passkey.name,
    created_at: passkey.createdAt,
    last_used_at: passkey.lastUsedAt,
    synced: passkey.isSynced,
    transports: passkey.transports,
    aaguid: passkey.aaguid,
  };
}

export function toNewPasskeyDto({ passkey, backupCodes }: AddedPasskey): NewPasskeyDto {
  return Object.assign(toPasskeyDto(passkey), backupCodes && { backup_codes: backupCodes });
}

/** @throws NotFound where there is nothing to tell: browsers hold no passkey of this user */
export function toPasskeySignalsDto(signals: PasskeySignals | null): PasskeySignalsDto {
  if (!signals) throw new NotFound();
  return { rp_id: signals.rpId, user_id: signals.userHandle, credential_ids: signals.credentialIds };
}
