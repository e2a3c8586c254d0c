import { PLAIN_LINE } from '@castellan/common';
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { MayBeLeftOut } from '../../validators/may-be-left-out.decorator.js';
import { Trimmed } from '../../validators/trimmed.decorator.js';

const MAX_NAME_LENGTH = 150;

/** A first or last name, as the management API takes it: one line, which may be left out. */
export const NameField = (example: string): PropertyDecorator =>
  applyDecorators(
    Trimmed(),
    IsString(),
    MaxLength(MAX_NAME_LENGTH),
    Matches(PLAIN_LINE, { message: 'Control characters are not allowed.' }),
    MayBeLeftOut(),
    ApiPropertyOptional({ example, maxLength: MAX_NAME_LENGTH, type: String }),
  );
