import 'reflect-metadata';
import { ValidationFailed } from '@castellan/common';
import { Type } from 'class-transformer';
import { IsEmail, IsIn, IsOptional, IsString, MinLength, ValidateNested } from 'class-validator';
import { createValidationPipe } from './validation.js';

class InnerDto {
  @IsIn(['a', 'b'])
  kind!: string;
}

class OuterDto {
  @IsString()
  @MinLength(8, { message: 'Choose a longer one.' })
  password!: string;

  @IsOptional()
  @MinLength(3)
  @IsEmail()
  email?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => InnerDto)
  inner?: InnerDto;
}

async function validate(body: unknown): Promise<unknown> {
  return createValidationPipe().transform(body, { type: 'body', metatype: OuterDto });
}

async function failuresOf(body: unknown): Promise<unknown> {
  const error: unknown = await validate(body).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ValidationFailed);
  return (error as ValidationFailed).extras.errors;
}

describe(createValidationPipe.name, () => {
  it('drops what the DTO does not name', async () => {
    expect(await validate({ password: 'long enough', is_staff: true })).toEqual({ password: 'long enough' });
  });

  it('keeps the DTO’s own messages and replaces the library’s', async () => {
    expect(await failuresOf({ password: 'short', email: 'x' })).toEqual({
      password: ['Choose a longer one.'],
      email: ['Enter a valid e-mail address.', 'This must have at least 3 characters.'],
    });
  });

  it('asks once for what is missing', async () => {
    expect(await failuresOf({})).toEqual({ password: ['This field is required.'] });
    expect(await failuresOf(undefined)).toEqual({ password: ['This field is required.'] });
  });

  it('converts nothing (type juggling)', async () => {
    expect(await failuresOf({ password: 12345678 })).toEqual({ password: ['This must be a text.'] });
  });

  it('names nested fields by their path', async () => {
    expect(await failuresOf({ password: 'long enough', inner: { kind: 'c' } })).toEqual({
      'inner.kind': ['This is not one of the allowed values.'],
    });
  });
});
