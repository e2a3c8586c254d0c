import { NotFound } from '@castellan/common';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsString } from 'class-validator';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id in a path. What is no id names nothing: 404, as for an id that nobody has. */
export const IdInPath = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid', description: 'As the list has it.' }),
    Transform(({ value }: { value: unknown }) => {
      if (typeof value !== 'string' || !UUID.test(value)) throw new NotFound();
      return value;
    }),
    IsString(),
  );

/** `id`, where a path has one. */
export class IdParamDto {
  @IdInPath()
  readonly id: string;
}
