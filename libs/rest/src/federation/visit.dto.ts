import type { Transport } from '@castellan/access';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ApiSourceUrl } from '../accounts/source-url.js';

const MAX_TOKEN_LENGTH = 200;
const MAX_URI_LENGTH = 2_000;
/** SHA-256 in base64url (RFC 7636 §4.2). */
const S256 = /^[A-Za-z0-9_-]{43}$/;

/** Where an app is sent back to, and how it proves that it is the one that began. One does not go without the other. */
class AppDto {
  @ApiPropertyOptional({
    example: 'com.example.app:/signed-in',
    type: String,
    maxLength: MAX_URI_LENGTH,
    description: 'Of an app: one of `REDIRECT_URIS`, letter by letter; a loopback address with any port (RFC 8252).',
  })
  @IsOptional()
  @MaxLength(MAX_URI_LENGTH)
  @IsString()
  readonly redirect_uri?: string | null;

  @ApiPropertyOptional({
    example: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    type: String,
    description: 'With `redirect_uri`: S256 of a verifier (RFC 7636).',
  })
  @IsOptional()
  @Matches(S256)
  @IsString()
  readonly code_challenge?: string | null;

  @ApiPropertyOptional({ enum: ['S256'], description: 'The only one.' })
  @IsOptional()
  @IsIn(['S256'])
  readonly code_challenge_method?: string | null;
}

const ApiNext = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      example: '/security',
      type: String,
      description: 'Where a browser goes on: a path of ours, or an address whose origin is let in. Anything else is ignored.',
    }),
    IsOptional(),
    IsString(),
  );

/** Asks to be sent to a provider. */
export class BeginVisitDto extends AppDto {
  @ApiNext()
  readonly next?: string | null;

  @ApiSourceUrl()
  readonly source_url?: string | null;

  @ApiPropertyOptional({ enum: ['cookie', 'bearer'], description: 'Of itself `cookie`; with `redirect_uri` `bearer`, and nothing else.' })
  @IsOptional()
  @IsIn(['cookie', 'bearer'])
  readonly transport?: Transport | null;

  @ApiPropertyOptional({
    type: String,
    maxLength: MAX_TOKEN_LENGTH,
    description: 'Of the `redirect_url` that an app got to link an account; works once.',
  })
  @IsOptional()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly ticket?: string | null;
}

/** Asks to link who somebody is at a provider. */
export class BeginLinkDto extends AppDto {
  @ApiNext()
  readonly next?: string | null;
}

export class LinkBegunDto {
  @ApiProperty({
    example: 'https://accounts.example.com/authorize?client_id=castellan&state=af0ifjsldkj',
    format: 'uri',
    description: 'Where the browser goes next; for an app, its system browser.',
  })
  readonly redirect_url: string;
}
