import { NotFound } from '@castellan/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsString } from 'class-validator';

const FILE = /^[\w-]{1,128}\.webp$/;

/** A name in the address of an avatar. What cannot be one, such as a path to elsewhere, names nothing: no store is asked. */
export class PictureParamDto {
  @ApiProperty({ example: 'dPTQMlauXWcldUnVGIiPjeRsJb0xOaGpqgD3zX2c0Jk.webp', description: 'As `avatar_url` ends.' })
  @Transform(({ value }: { value: unknown }) => {
    if (typeof value !== 'string' || !FILE.test(value)) throw new NotFound();
    return value;
  })
  @IsString()
  readonly file: string;
}
