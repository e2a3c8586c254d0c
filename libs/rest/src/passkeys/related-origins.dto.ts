import { ApiProperty } from '@nestjs/swagger';

export class RelatedOriginsDto {
  @ApiProperty({ type: [String], example: ['https://auth.example.com', 'https://www.example.org'] })
  readonly origins: readonly string[];
}
