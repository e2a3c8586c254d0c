import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

const MAX_TOKEN_LENGTH = 4096;

/** The refresh token of a bearer session; cookie sessions send an empty body or none. */
export class RefreshDto {
  @ApiPropertyOptional({ type: String, description: 'Bearer only: cookie sessions send none here.' })
  @IsOptional()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly refresh?: string | null;
}
