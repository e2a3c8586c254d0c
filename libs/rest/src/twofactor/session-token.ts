import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

const MAX_TOKEN_LENGTH = 200;

/** Names a sign-in that waits, in the body; a browser that came back from a provider has it in a cookie. */
export const ApiSessionToken = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      example: 'p0dJ…',
      type: String,
      maxLength: MAX_TOKEN_LENGTH,
      description: 'Of the sign-in that waits. Left out by a browser that came back from a provider: it has a cookie.',
    }),
    IsOptional(),
    MaxLength(MAX_TOKEN_LENGTH),
    IsString(),
  );
