import { createParamDecorator, Injectable } from '@nestjs/common';
import type { ExecutionContext, PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ManagementOperators } from './management-operators.js';
import type { ManagementOperator } from './management-operators.js';

@Injectable()
class OperatorPipe implements PipeTransform<FastifyRequest, Promise<ManagementOperator>> {
  constructor(private readonly operators: ManagementOperators) {}

  transform(request: FastifyRequest): Promise<ManagementOperator> {
    return this.operators.of(request);
  }
}

const requestOf = createParamDecorator((_data: undefined, context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>(),
);

/** Who acts, in a route of the management API: `@CurrentOperator() operator: Operator`. @throws NotAuthenticated, PermissionDenied */
export const CurrentOperator = (): ParameterDecorator => requestOf(OperatorPipe);
