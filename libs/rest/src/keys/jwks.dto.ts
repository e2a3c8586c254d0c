import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** A public signing key (RFC 8037). */
export class JwkDto {
  @ApiProperty({ example: 'OKP' })
  readonly kty: string;

  @ApiProperty({ example: 'Ed25519' })
  readonly crv: string;

  @ApiProperty({ example: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })
  readonly x: string;

  @ApiProperty({ example: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k' })
  readonly kid: string;

  @ApiProperty({ example: 'EdDSA' })
  readonly alg: string;

  @ApiProperty({ example: 'sig' })
  readonly use: string;
}

export class JwksDto {
  @ApiProperty({ type: [JwkDto] })
  readonly keys: readonly JwkDto[];

  /** Left out where the app around Castellan adds claims of its own. */
  @ApiPropertyOptional({ type: [String], example: ['email', 'permissions'] })
  readonly token_claims?: readonly string[];
}
