import { applyDecorators } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { DetailDto } from './detail.dto.js';
import { TokensDto } from './session.dto.js';
import { SecondFactorRequiredDto, SignedInDto } from './sign-in.dto.js';

/** Documents the good answer of a route with an example that is real. */
export const ApiAnswer = <T>(status: 200 | 201, type: Type<T>, example?: T): MethodDecorator =>
  ApiResponse({ status, type, description: status === 201 ? 'Created.' : 'Done.', ...(example && { example }) });

/** What a browser, or a mail scanner, gets for following a mailed link to the API: the page that asks first. */
export const ApiSentToPage = (): MethodDecorator => ApiResponse({ status: 303, description: 'To the page that asks for a click.' });

/** The answer of a first factor: signed in, or the second factor is asked for. */
export const ApiSignInOutcome = (signedIn: Type = SignedInDto): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(signedIn, SecondFactorRequiredDto),
    ApiResponse({
      status: 200,
      description: 'Signed in; or, for who has a second factor, what the sign-in is finished with.',
      schema: { oneOf: [{ $ref: getSchemaPath(signedIn) }, { $ref: getSchemaPath(SecondFactorRequiredDto) }] },
    }),
  );

/** The answer of a refresh follows the transport of the session. */
export const ApiRefreshed = (): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(TokensDto, DetailDto),
    ApiResponse({
      status: 200,
      description: 'The tokens of a bearer session; of a cookie session only `detail`, beside the new cookies.',
      schema: { oneOf: [{ $ref: getSchemaPath(TokensDto) }, { $ref: getSchemaPath(DetailDto) }] },
    }),
  );
