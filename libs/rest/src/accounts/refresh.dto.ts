import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

const MAX_TOKEN_LENGTH = 4096;

/** The refresh token of a bearer session; cookie sessions send none here. */
export class RefreshDto {
  @ApiPropertyOptional({ example: 'Xy2KUgw1Tw6KWn9qSm-bEQAAAAAp1r8…', type: String })
  @IsOptional()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly refresh?: string | null;
}
