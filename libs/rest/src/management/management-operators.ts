import { authenticatedBy, NotAuthenticated } from '@castellan/access';
import { StaffOperators } from '@castellan/accounts';
import type { MachineOperator, StaffOperator } from '@castellan/accounts';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { contextOf } from '../tracing/context.decorator.js';

/** Whoever acts by the management API. */
export type ManagementOperator = StaffOperator | MachineOperator;

/** Makes operators of the requests that the guard let in. */
@Injectable()
export class ManagementOperators {
  constructor(private readonly staff: StaffOperators) {}

  /** @throws NotAuthenticated where the guard saw nobody, PermissionDenied */
  async of(request: FastifyRequest): Promise<ManagementOperator> {
    const authenticated = authenticatedBy(request);
    if (!authenticated) throw new NotAuthenticated();
    return this.staff.of(authenticated.caller, contextOf(request));
  }
}
