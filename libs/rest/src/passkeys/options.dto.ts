import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const CHALLENGE = 'y1NnYhMEzxvG4iYBm2l1ZcT1oW7wqk1d2nqC3bE0PqQ';
const USER_HANDLE = 'Zm9yIGV4YW1wbGU6IDMyIHJhbmRvbSBieXRlcyBoZXI';
export const CREDENTIAL_ID = 'MTIzNDU2Nzg5MGFiY2RlZg';

/** Of a passkey, as browsers take it. */
export class PasskeyDescriptorDto {
  @ApiProperty({ example: CREDENTIAL_ID, description: 'base64url' })
  readonly id: string;

  @ApiProperty({ example: 'public-key', enum: ['public-key'] })
  readonly type: string;

  @ApiPropertyOptional({ type: [String], example: ['internal', 'hybrid'], description: 'How browsers reach it.' })
  readonly transports?: readonly string[];
}

export class RelyingPartyDto {
  @ApiProperty({ example: 'Castellan' })
  readonly name: string;

  @ApiPropertyOptional({ example: 'example.com', description: 'The domain that passkeys are bound to.' })
  readonly id?: string;
}

/** Whose passkey it will be. */
export class PasskeyUserDto {
  @ApiProperty({ example: USER_HANDLE, description: 'The user handle: 32 random bytes, in base64url. It says nothing of the account.' })
  readonly id: string;

  @ApiProperty({ example: 'ada@example.com' })
  readonly name: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  readonly displayName: string;
}

export class PasskeyAlgorithmDto {
  @ApiProperty({ example: -7, description: 'COSE: -7 is ES256, -8 EdDSA, -257 RS256.' })
  readonly alg: number;

  @ApiProperty({ example: 'public-key', enum: ['public-key'] })
  readonly type: 'public-key';
}

type Wish = 'discouraged' | 'preferred' | 'required';
const WISHES = ['discouraged', 'preferred', 'required'];

export class AuthenticatorSelectionDto {
  @ApiPropertyOptional({ example: 'required', enum: WISHES })
  readonly residentKey?: Wish;

  @ApiPropertyOptional({ example: true })
  readonly requireResidentKey?: boolean;

  @ApiPropertyOptional({ example: 'preferred', enum: WISHES })
  readonly userVerification?: Wish;

  @ApiPropertyOptional({ enum: ['cross-platform', 'platform'] })
  readonly authenticatorAttachment?: 'cross-platform' | 'platform';
}

export class PasskeyExtensionsDto {
  @ApiPropertyOptional({ example: true, description: 'Ask whether the passkey can be found without a name.' })
  readonly credProps?: boolean;
}

const HINTS = ['hybrid', 'security-key', 'client-device'];
type Hint = 'hybrid' | 'security-key' | 'client-device';

/** `PublicKeyCredentialCreationOptionsJSON` (WebAuthn level 3, §5.4): for `startRegistration({ optionsJSON })`, or `parseCreationOptionsFromJSON`. */
export class PasskeyCreationOptionsDto {
  @ApiProperty({ example: CHALLENGE, description: '32 random bytes in base64url, good for one answer.' })
  readonly challenge: string;

  @ApiProperty({ type: RelyingPartyDto })
  readonly rp: RelyingPartyDto;

  @ApiProperty({ type: PasskeyUserDto })
  readonly user: PasskeyUserDto;

  @ApiProperty({ type: [PasskeyAlgorithmDto] })
  readonly pubKeyCredParams: readonly PasskeyAlgorithmDto[];

  @ApiPropertyOptional({ example: 300_000, description: 'Milliseconds.' })
  readonly timeout?: number;

  @ApiPropertyOptional({ type: [PasskeyDescriptorDto], description: 'Those that the user has.' })
  readonly excludeCredentials?: readonly PasskeyDescriptorDto[];

  @ApiPropertyOptional({ type: AuthenticatorSelectionDto })
  readonly authenticatorSelection?: AuthenticatorSelectionDto;

  @ApiPropertyOptional({ example: 'none', enum: ['none'], description: 'None is verified or kept.' })
  readonly attestation?: string;

  @ApiPropertyOptional({ enum: HINTS, isArray: true, example: [] })
  readonly hints?: readonly Hint[];

  @ApiPropertyOptional({ type: PasskeyExtensionsDto })
  readonly extensions?: PasskeyExtensionsDto;
}

/** `PublicKeyCredentialRequestOptionsJSON` (WebAuthn level 3, §5.5): for `startAuthentication({ optionsJSON })`, or `parseRequestOptionsFromJSON`. */
export class PasskeyRequestOptionsDto {
  @ApiProperty({ example: CHALLENGE, description: '32 random bytes in base64url, good for one answer.' })
  readonly challenge: string;

  @ApiPropertyOptional({ example: 'example.com', description: 'The domain that passkeys are bound to.' })
  readonly rpId?: string;

  @ApiPropertyOptional({ example: 300_000, description: 'Milliseconds.' })
  readonly timeout?: number;

  @ApiPropertyOptional({
    type: [PasskeyDescriptorDto],
    description: 'Those that are taken; where there are none, any that the device finds.',
  })
  readonly allowCredentials?: readonly PasskeyDescriptorDto[];

  @ApiPropertyOptional({ example: 'preferred', enum: WISHES })
  readonly userVerification?: Wish;

  @ApiPropertyOptional({ enum: HINTS, isArray: true })
  readonly hints?: readonly Hint[];

  @ApiPropertyOptional({ type: PasskeyExtensionsDto })
  readonly extensions?: PasskeyExtensionsDto;
}
