import type { AssuranceLevel, Transport } from '@castellan/access';
import type { SessionView, SessionTokens } from '@castellan/accounts';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';

export class SessionDto {
  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: true, description: 'Is it the session of this request?' })
  readonly current: boolean;

  @ApiProperty({ example: 'cookie', enum: ['cookie', 'bearer'] })
  readonly transport: Transport;

  @ApiProperty({ example: 'Firefox on Linux' })
  readonly device_name: string;

  @ApiProperty({ example: '203.0.113.7' })
  readonly ip: string;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly location: string | null;

  @ApiProperty({ example: 1, enum: [1, 2] })
  readonly aal: AssuranceLevel;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly created_at: Date;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly last_used_at: Date;

  @ApiProperty({ example: '2026-11-28T09:41:07.000Z', format: 'date-time', type: String })
  readonly expires_at: Date;
}

/** A session whose transport is known. */
export const ApiSessionBy = (transport: Transport): PropertyDecorator =>
  applyDecorators(
    ApiExtraModels(SessionDto),
    ApiProperty({
      allOf: [{ $ref: getSchemaPath(SessionDto) }, { type: 'object', properties: { transport: { type: 'string', enum: [transport] } } }],
    }),
  );

/** The tokens of a bearer session. */
export class TokensDto {
  @ApiProperty({ example: 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiIuLi4ifQ.c2lnbmF0dXJl' })
  readonly access: string;

  @ApiProperty({ example: 'Xy2KUgw1Tw6KWn9qSm-bEQAAAAAp1r8…' })
  readonly refresh: string;

  @ApiProperty({ example: '2026-11-21T09:56:07.000Z', format: 'date-time', type: String })
  readonly access_expires_at: Date;

  @ApiProperty({ example: '2026-11-28T09:41:07.000Z', format: 'date-time', type: String })
  readonly refresh_expires_at: Date;
}

/** An answer after which the older tokens of a bearer session are dead, or say less. A cookie session finds its new ones in its cookies. */
export class RenewedByBearerDto {
  @ApiProperty({ example: 'Done.' })
  readonly detail: string;

  @ApiProperty({ type: TokensDto })
  readonly tokens: TokensDto;
}

export class SessionListDto {
  @ApiProperty({ example: 1 })
  readonly count: number;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly next: string | null;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly previous: string | null;

  @ApiProperty({ type: [SessionDto] })
  readonly results: readonly SessionDto[];
}

export function toSessionDto(session: SessionView, currentId: string): SessionDto {
  return {
    id: session.id,
    current: session.id === currentId,
    transport: session.transport,
    device_name: session.deviceName,
    ip: session.ip,
    location: session.location,
    aal: session.aal,
    created_at: session.createdAt,
    last_used_at: session.lastUsedAt,
    expires_at: session.expiresAt,
  };
}

export function toTokensDto(tokens: SessionTokens): TokensDto {
  return {
    access: tokens.access,
    refresh: tokens.refresh,
    access_expires_at: tokens.accessExpiresAt,
    refresh_expires_at: tokens.refreshExpiresAt,
  };
}
