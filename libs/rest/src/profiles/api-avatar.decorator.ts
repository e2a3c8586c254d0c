import { ValidationFailed } from '@castellan/common';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { headers } from '../openapi/headers.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { AvatarDto } from './avatar.dto.js';
import { AvatarTooLarge, MultipartExpected } from './errors.js';

const KEPT = {
  description: 'A year, immutable.',
  required: true,
  schema: { type: 'string' as const },
  example: 'public, max-age=31536000, immutable',
};
const FORMATS = 'image/jpeg, image/png, image/gif, image/webp';

/** Documents a route that takes a new avatar. */
export const ApiAvatarUpload = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary,
      description:
        'JPEG, PNG, GIF or WebP by its content, at most 5 MB and 40 megapixels. It is turned as its EXIF says, cropped to 400×400, kept as WebP without any metadata, and the former one is gone.',
    }),
    ApiBody({
      required: true,
      schema: { type: 'object', required: ['avatar'], properties: { avatar: { type: 'string', format: 'binary', description: FORMATS } } },
    }),
    ApiAnswer(200, AvatarDto),
    ApiErrors(ValidationFailed, AvatarTooLarge, MultipartExpected),
  );

/** Documents the picture itself. */
export const ApiPicture = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({
      status: 200,
      description: 'WebP, 400×400. It never changes under this address.',
      headers: {
        ...headers('ETag'),
        'Cache-Control': KEPT,
      },
      content: { 'image/webp': { schema: { type: 'string', format: 'binary' } } },
    }),
    ApiResponse({
      status: 304,
      description: 'What `If-None-Match` names is still right.',
      headers: { ...headers('ETag'), 'Cache-Control': KEPT },
    }),
  );
