import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiQuery } from '@nestjs/swagger';

const STATE = 'As it was sent along.';
const CODE = 'For us, once.';
const ERROR = 'Why there is none: it is told in words of ours.';
const ISS = 'Who answers (RFC 9207).';

/** What providers answer with; some send more. */
export class ProviderAnswerDto {
  @ApiProperty({ required: false, example: 'af0ifjsldkj', description: STATE })
  state: string;

  @ApiProperty({ required: false, example: 'SplxlOBeZQQYbYS6WxSbIA', description: CODE })
  code: string;

  @ApiProperty({ required: false, description: ERROR })
  error: string;

  @ApiProperty({ required: false, description: ISS })
  iss: string;
}

/** The same in an address. */
export const ApiProviderAnswer = (): MethodDecorator =>
  applyDecorators(...Object.entries({ state: STATE, code: CODE, error: ERROR, iss: ISS }).map(told));

const told = ([name, description]: readonly [string, string]): MethodDecorator =>
  ApiQuery({ name, description, required: false, type: String });
