import type { FeedAnswer, Revocation } from '@castellan/accounts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';

/** Texts: what they mean is for `RevocationAnswers` to say. */
export class RevocationsQueryDto {
  @ApiPropertyOptional({ type: String, description: 'The `cursor` of the last answer; left out, the feed begins with what still matters.' })
  @IsOptional()
  @IsString()
  readonly after?: string | null;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 25,
    default: 0,
    description: 'Seconds to wait for something, where there is nothing.',
  })
  @IsOptional()
  @IsString()
  readonly wait?: string | null;
}

/** What is over: a session, or tokens of a user. */
export class RevocationDto {
  @ApiPropertyOptional({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid', description: 'A session.' })
  readonly sid?: string;

  @ApiPropertyOptional({
    example: 3,
    type: 'integer',
    description: 'Beside `sid`: the session goes on, and its tokens of an older `step` are over.',
  })
  readonly step?: number;

  @ApiPropertyOptional({ example: '019aa4c8-2f00-7000-8000-3a5e0dd3e636', format: 'uuid', description: 'A user.' })
  readonly sub?: string;

  @ApiPropertyOptional({ example: 2, type: 'integer', description: 'Beside `sub`: tokens of an older `ver` are over; absent: all are.' })
  readonly ver?: number;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly at: Date;
}

/** What came after the cursor. */
export class RevocationsDto {
  @ApiProperty({ example: 'v1.5d0c1f3a.q83vEjRWeJCrze8SNFZ4kA', description: 'Opaque: the `after` of the next request.' })
  readonly cursor: string;

  @ApiProperty({ example: false, description: 'True: there is more, so ask at once.' })
  readonly more: boolean;

  @ApiProperty({ type: [RevocationDto] })
  readonly results: readonly RevocationDto[];
}

/** The cursor is of no use: too old, or of another database. */
export class FeedResetDto {
  @ApiProperty({ example: true, enum: [true], description: 'Begin again, without `after`, and keep what you have.' })
  readonly reset: true;
}

export function toRevocationsDto(answer: FeedAnswer): RevocationsDto | FeedResetDto {
  if (answer.reset) return { reset: true };
  return { cursor: answer.cursor, more: answer.more, results: answer.results.map(toRevocationDto) };
}

function toRevocationDto({ sessionId, step, userId, version, at }: Revocation): RevocationDto {
  return {
    ...(sessionId !== null && { sid: sessionId }),
    ...(step !== null && { step }),
    ...(userId !== null && { sub: userId }),
    ...(version !== null && { ver: version }),
    at,
  };
}
