import { ApiProperty } from '@nestjs/swagger';

/** What every page of a list says besides its rows. */
export abstract class PageDto {
  @ApiProperty({ example: 42, type: 'integer', maximum: 10_000, description: 'How many there are on all pages; 10 000 stands for more.' })
  readonly count: number;

  @ApiProperty({ example: null, type: String, format: 'uri', nullable: true, description: 'The page behind this one.' })
  readonly next: string | null;

  @ApiProperty({ example: null, type: String, format: 'uri', nullable: true, description: 'The page in front of this one.' })
  readonly previous: string | null;
}
