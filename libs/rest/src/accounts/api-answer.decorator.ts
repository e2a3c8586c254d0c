import { applyDecorators } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { DetailDto } from './detail.dto.js';
import { AnswersWithCookies } from '../openapi/answers-with-cookies.decorator.js';
import { headers } from '../openapi/headers.js';
import { RenewedByBearerDto, TokensDto } from './session.dto.js';
import { SecondFactorRequiredDto, SignedInByBearerDto, SignedInByCookieDto } from './sign-in.dto.js';

/** Documents the good answer of a route with an example that is real. */
export const ApiAnswer = <T>(status: 200 | 201, type: Type<T>, example?: T): MethodDecorator =>
  ApiResponse({ status, type, description: status === 201 ? 'Created.' : 'Done.', ...(example && { example }) });

/** What a browser, or a mail scanner, gets for following a mailed link to the API: the page that asks first. */
export const ApiSentToPage = (): MethodDecorator =>
  ApiResponse({ status: 303, description: 'To the page that asks for a click.', headers: headers('Location') });

/** A browser is led on; nothing is in the answer itself. */
export const ApiSentOn = (status: 302 | 303, description: string): MethodDecorator =>
  ApiResponse({ status, description, headers: headers('Location') });

/** The answer of a first factor: signed in, or the second factor is asked for; `requires_2fa` tells which. */
export const ApiSignInOutcome = (...signedIn: readonly Type[]): MethodDecorator =>
  ApiAnyOf('Signed in; or, for who has a second factor, what the sign-in is finished with.', ...signedIn, SecondFactorRequiredDto);

/** The answer of the last factor. */
export const ApiSignedIn = (): MethodDecorator => ApiAnyOf('Signed in.', SignedInByCookieDto, SignedInByBearerDto);

/** The answer of a refresh follows the transport of the session. */
export const ApiRefreshed = (): MethodDecorator =>
  ApiAnyOf('The tokens of a bearer session; of a cookie session only `detail`, beside the new cookies.', TokensDto, DetailDto);

/** The answer that brings new tokens for the session, in its own transport. */
export const ApiRenewed = (byBearer: Type = RenewedByBearerDto, byCookie: Type = DetailDto): MethodDecorator =>
  applyDecorators(AnswersWithCookies('cleared'), ApiAnyOf('Done; by cookie, the new tokens are in the cookies.', byBearer, byCookie));

/** One of two answers, told apart by what is in them. */
export const ApiEither = (description: string, one: Type, other: Type): MethodDecorator => ApiAnyOf(description, one, other);

/** What each is told by shows its schema: `requires_2fa`, the transport of the session, or `tokens`. */
function ApiAnyOf(description: string, ...types: readonly Type[]): MethodDecorator {
  const schema = { anyOf: types.map((type) => ({ $ref: getSchemaPath(type) })) };
  return applyDecorators(ApiExtraModels(...types), ApiResponse({ status: 200, description, schema }));
}
