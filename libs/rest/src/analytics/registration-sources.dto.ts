import type { QualityFigure } from '@castellan/accounts';
import type { DayFigure, SourceFigure } from '@castellan/sources';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';

const MOMENT = 'A day (`2026-11-21`, in UTC) or a time with its zone (`2026-11-21T09:30:00Z`).';

/** Texts: what they mean, and whether they mean anything, is for `figureQuery` to say. */
export class FigureQueryDto {
  @ApiPropertyOptional({ type: String, description: `Count from then on. ${MOMENT}` })
  @IsOptional()
  @IsString()
  readonly since?: string | null;

  @ApiPropertyOptional({ type: String, description: `Count up to then; a day counts whole. ${MOMENT}` })
  @IsOptional()
  @IsString()
  readonly until?: string | null;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 10, description: 'Of how many sources, the largest first.' })
  @IsOptional()
  @IsString()
  readonly limit?: string | null;
}

export class SourceFigureDto {
  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'https://www.example.com/?utm_source=facebook&utm_campaign=spring' })
  readonly url: string;

  @ApiProperty({ example: 'Facebook - Spring Campaign' })
  readonly display_name: string;

  @ApiProperty({ example: 42, type: 'integer', description: 'Users who came from there in that time.' })
  readonly user_count: number;
}

export class SourceFiguresDto {
  @ApiProperty({ type: [SourceFigureDto] })
  readonly results: readonly SourceFigureDto[];
}

export class QualityFigureDto extends SourceFigureDto {
  @ApiProperty({ example: 0.9048, minimum: 0, maximum: 1, description: 'Of these users, how many have proven their address by now.' })
  readonly verified_share: number;

  @ApiProperty({ example: 0.1905, minimum: 0, maximum: 1, description: 'Of these users, how many have a second factor by now.' })
  readonly two_factor_share: number;
}

export class QualityFiguresDto {
  @ApiProperty({ type: [QualityFigureDto] })
  readonly results: readonly QualityFigureDto[];
}

export class DayFigureDto {
  @ApiProperty({ example: '2026-11-21', format: 'date', description: 'A day of UTC.' })
  readonly date: string;

  @ApiProperty({ example: 'https://www.example.com/?utm_source=facebook&utm_campaign=spring' })
  readonly url: string;

  @ApiProperty({ example: 'Facebook - Spring Campaign' })
  readonly display_name: string;

  @ApiProperty({ example: 7, type: 'integer' })
  readonly user_count: number;
}

export class DayFiguresDto {
  @ApiProperty({ type: [DayFigureDto] })
  readonly results: readonly DayFigureDto[];
}

export const toFigureDto = ({ id, url, displayName, userCount }: SourceFigure): SourceFigureDto => ({
  id,
  url,
  display_name: displayName,
  user_count: userCount,
});

export const toQualityDto = ({ id, url, displayName, userCount, verifiedShare, twoFactorShare }: QualityFigure): QualityFigureDto => ({
  id,
  url,
  display_name: displayName,
  user_count: userCount,
  verified_share: verifiedShare,
  two_factor_share: twoFactorShare,
});

export const toDayDto = ({ date, url, displayName, userCount }: DayFigure): DayFigureDto => ({
  date,
  url,
  display_name: displayName,
  user_count: userCount,
});
