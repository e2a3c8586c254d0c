import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

export class PlaceOrder {
  @ApiProperty({ example: 'teapot' })
  @IsString()
  @Length(1, 80)
  article: string;
}
