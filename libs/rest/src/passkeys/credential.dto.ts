import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { CREDENTIAL_ID } from './options.dto.js';

const ApiBytes = (): PropertyDecorator => ApiProperty({ description: 'base64url' });
const ApiBytesOptional = (): PropertyDecorator => ApiPropertyOptional({ type: String, description: 'base64url' });

export class CredentialPropertiesDto {
  @ApiPropertyOptional({ type: Boolean, description: 'Can it be found without a name?' })
  readonly rk?: boolean;
}

/** What the browser's extensions say; nothing here depends on it. */
export class PasskeyExtensionResultsDto {
  @ApiPropertyOptional({ type: CredentialPropertiesDto })
  readonly credProps?: CredentialPropertiesDto;
}

/** What a browser says of a credential, whatever it was asked for. */
class PasskeyCredentialDto {
  @ApiProperty({ example: CREDENTIAL_ID, description: 'base64url' })
  readonly id: string;

  @ApiProperty({ example: CREDENTIAL_ID, description: 'The same.' })
  readonly rawId: string;

  @ApiPropertyOptional({ enum: ['cross-platform', 'platform'] })
  readonly authenticatorAttachment?: string;

  @ApiProperty({ type: PasskeyExtensionResultsDto })
  readonly clientExtensionResults: PasskeyExtensionResultsDto;

  @ApiProperty({ enum: ['public-key'] })
  readonly type: string;
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
export class PasskeyRegistrationDto extends PasskeyCredentialDto {
  @ApiProperty({ type: PasskeyAttestationDto })
  readonly response: PasskeyAttestationDto;
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
export class PasskeyAssertionDto extends PasskeyCredentialDto {
  @ApiProperty({ type: PasskeySignatureDto })
  readonly response: PasskeySignatureDto;
}

const NAMED = { id: CREDENTIAL_ID, rawId: CREDENTIAL_ID, type: 'public-key', clientExtensionResults: {} };
const CLIENT_DATA = 'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIi…';

/** What a browser makes of the options of a registration, cut short. */
export const REGISTRATION = { ...NAMED, response: { clientDataJSON: CLIENT_DATA, attestationObject: 'o2NmbXRkbm9uZ…' } };

/** What a browser makes of the options of a sign-in, cut short. */
export const ASSERTION = {
  ...NAMED,
  response: { clientDataJSON: CLIENT_DATA, authenticatorData: 'SZYN5YgOjGh0…', signature: 'MEUCIQDx…', userHandle: 'pVtK1Qm7…' },
};

/**
 * A field that a browser fills. What is inside is judged with the passkey, not by its form: whatever is wrong with it has one answer,
 * 401 `invalid_passkey`.
 */
export const IsCredential = (): PropertyDecorator => IsObject();
