import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { CREDENTIAL_ID } from './options.dto.js';

const ApiBytes = (): PropertyDecorator => ApiProperty({ description: 'base64url' });
const ApiBytesOptional = (): PropertyDecorator => ApiPropertyOptional({ type: String, description: 'base64url' });
const ApiAttachment = (): PropertyDecorator => ApiPropertyOptional({ enum: ['cross-platform', 'platform'] });

export class CredentialPropertiesDto {
  @ApiPropertyOptional({ type: Boolean, description: 'Can it be found without a name?' })
  readonly rk?: boolean;
}

/** What the browser's extensions say; nothing here depends on it. */
export class PasskeyExtensionResultsDto {
  @ApiPropertyOptional({ type: CredentialPropertiesDto })
  readonly credProps?: CredentialPropertiesDto;
}

export class PasskeyAttestationDto {
  @ApiBytes()
  readonly clientDataJSON: string;

  @ApiBytes()
  readonly attestationObject: string;

  @ApiBytesOptional()
  readonly authenticatorData?: string;

  @ApiPropertyOptional({ type: [String], example: ['internal', 'hybrid'] })
  readonly transports?: readonly string[];

  @ApiPropertyOptional({ type: Number, description: 'COSE.' })
  readonly publicKeyAlgorithm?: number;

  @ApiBytesOptional()
  readonly publicKey?: string;
}

/** `RegistrationResponseJSON` (WebAuthn level 3, §5.1): what `startRegistration` gives, or `toJSON()` of the browser's credential. */
export class PasskeyRegistrationDto {
  @ApiProperty({ example: CREDENTIAL_ID, description: 'base64url' })
  readonly id: string;

  @ApiProperty({ example: CREDENTIAL_ID, description: 'The same.' })
  readonly rawId: string;

  @ApiProperty({ type: PasskeyAttestationDto })
  readonly response: PasskeyAttestationDto;

  @ApiAttachment()
  readonly authenticatorAttachment?: string;

  @ApiProperty({ type: PasskeyExtensionResultsDto })
  readonly clientExtensionResults: PasskeyExtensionResultsDto;

  @ApiProperty({ enum: ['public-key'] })
  readonly type: string;
}

export class PasskeySignatureDto {
  @ApiBytes()
  readonly clientDataJSON: string;

  @ApiBytes()
  readonly authenticatorData: string;

  @ApiBytes()
  readonly signature: string;

  @ApiBytesOptional()
  readonly userHandle?: string;
}

/** `AuthenticationResponseJSON` (WebAuthn level 3, §5.1): what `startAuthentication` gives, or `toJSON()` of the browser's credential. */
export class PasskeyAssertionDto {
  @ApiProperty({ example: CREDENTIAL_ID, description: 'base64url' })
  readonly id: string;

  @ApiProperty({ example: CREDENTIAL_ID, description: 'The same.' })
  readonly rawId: string;

  @ApiProperty({ type: PasskeySignatureDto })
  readonly response: PasskeySignatureDto;

  @ApiAttachment()
  readonly authenticatorAttachment?: string;

  @ApiProperty({ type: PasskeyExtensionResultsDto })
  readonly clientExtensionResults: PasskeyExtensionResultsDto;

  @ApiProperty({ enum: ['public-key'] })
  readonly type: string;
}

/**
 * A field that a browser fills. What is inside is judged with the passkey, not by its form: whatever is wrong with it has one answer,
 * 401 `invalid_passkey`.
 */
export const IsCredential = (): PropertyDecorator => IsObject();
