import { ApiProperty } from '@nestjs/swagger';

/** An answer that only says what happened. */
export class DetailDto {
  @ApiProperty({ example: 'Done.' })
  readonly detail: string;
}
