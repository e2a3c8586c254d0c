import type { Permission } from '@castellan/permissions';
import { applyDecorators } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { ValidationFailed } from '@castellan/common';
import { ApiAnswer } from '../../accounts/api-answer.decorator.js';
import { InvalidCursor } from '../../errors/http-errors.js';
import { ApiErrors } from '../../openapi/api-errors.decorator.js';
import { ManagementRoute } from '../management-route.decorator.js';
import { LIMIT_DESCRIPTION, LIMIT_SCHEMA } from './list-query.js';
import type { ListParameter, ManagedList } from './managed-list.js';

/** A route that answers a page of the list: who may ask, what it may be narrowed by, and what it answers. */
export const ManagedListRoute = (permission: Permission, list: ManagedList, page: Type): MethodDecorator =>
  applyDecorators(
    ManagementRoute(permission, 'read'),
    ...Object.entries(list.parameters).map(([name, parameter]) => ApiQuery({ name, required: false, ...documented(parameter) })),
    ApiQuery({ name: 'ordering', required: false, description: 'The first unless told.', schema: orderings(list) }),
    ApiQuery({ name: 'limit', required: false, description: LIMIT_DESCRIPTION, schema: LIMIT_SCHEMA }),
    ApiQuery({ name: 'cursor', required: false, description: 'Opaque; of `next` or `previous`.', schema: { type: 'string' } }),
    ApiAnswer(200, page),
    ApiErrors(ValidationFailed, InvalidCursor),
  );

const documented = ({ description, type = 'string', format, values }: ListParameter) => ({
  description,
  schema: { type, ...(format && { format }), ...(values && { enum: [...values] }) },
});

const orderings = ({ orderings: all }: ManagedList) => ({ type: 'string', enum: Object.keys(all) });
