import { UnknownProvider } from '@castellan/federation';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsString } from 'class-validator';

const ID = /^[a-z][a-z0-9-]{0,63}$/;

/** A provider in a path. What cannot be one names nothing. */
export class ProviderParamDto {
  @ApiProperty({ example: 'google', description: 'As `providers/` has it.' })
  @Transform(({ value }: { value: unknown }) => {
    if (typeof value !== 'string' || !ID.test(value)) throw new UnknownProvider();
    return value;
  })
  @IsString()
  readonly provider: string;
}
