import type { DomainErrorClass } from '@castellan/common';
import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const API_ERRORS = 'castellan:api-errors';

/**
 * Names the expected failures of a route. The OpenAPI document lists them by status with their codes and an example;
 * those every route has by its nature (limit, CSRF, sign-in, form of the body, stores away) are added without being named.
 */
export const ApiErrors = (...errors: readonly DomainErrorClass[]): CustomDecorator => SetMetadata(API_ERRORS, errors);
