import type { Identity, ProviderName } from '@castellan/federation';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

const MAX_CODE_INPUT = 200;
/** RFC 7636 §4.1. */
const MAX_VERIFIER_LENGTH = 128;
const MAX_TOKEN_LENGTH = 200;

export class ProviderDto {
  @ApiProperty({ example: 'google', description: 'For `with/{provider}/`.' })
  readonly id: string;

  @ApiProperty({ example: 'Google', description: 'For people: `Continue with {name}`.' })
  readonly name: string;
}

/** A list that fits one page. */
class WholeListDto {
  @ApiProperty({ example: 1 })
  readonly count: number;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly next: string | null;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly previous: string | null;
}

export class ProviderListDto extends WholeListDto {
  @ApiProperty({ type: [ProviderDto] })
  readonly results: readonly ProviderDto[];
}

export class IdentityDto {
  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'google' })
  readonly provider: string;

  @ApiProperty({
    example: 'ada@gmail.com',
    type: String,
    nullable: true,
    description: 'As the provider told it last; says nothing of whose it is.',
  })
  readonly email: string | null;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly created_at: Date;

  @ApiProperty({ example: null, type: String, format: 'date-time', nullable: true })
  readonly last_used_at: Date | null;
}

export class IdentityListDto extends WholeListDto {
  @ApiProperty({ type: [IdentityDto] })
  readonly results: readonly IdentityDto[];
}

/** What an app was handed, and what shows that it is the one that began (RFC 7636). */
export class ExchangeLinkDto {
  @ApiProperty({ example: 'SplxlOBeZQQYbYS6WxSbIA', maxLength: MAX_CODE_INPUT, description: 'Of the `redirect_uri`; good once, for 60 s.' })
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  readonly code: string;

  @ApiProperty({
    example: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    maxLength: MAX_VERIFIER_LENGTH,
    description: 'What the `code_challenge` was made of.',
  })
  @MaxLength(MAX_VERIFIER_LENGTH)
  @IsString()
  readonly code_verifier: string;
}

export class ExchangeDto extends ExchangeLinkDto {
  @ApiPropertyOptional({ type: String, description: 'The `device_token` of the last answer.' })
  @IsOptional()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly device_token?: string | null;
}

export const toProviderDto = ({ id, name }: ProviderName): ProviderDto => ({ id, name });

export const toIdentityDto = ({ id, provider, email, createdAt, lastUsedAt }: Identity): IdentityDto => ({
  id,
  provider,
  email,
  created_at: createdAt,
  last_used_at: lastUsedAt,
});
