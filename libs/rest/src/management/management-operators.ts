import { authenticatedBy, NotAuthenticated } from '@castellan/access';
import { StaffOperators } from '@castellan/accounts';
import type { MachineOperator, StaffOperator } from '@castellan/accounts';
import { MachineOperators } from '@castellan/api-keys';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { keyOf } from '../api-keys/shown-key.js';
import { contextOf } from '../tracing/context.decorator.js';

/** Whoever acts by the management API. */
export type ManagementOperator = StaffOperator | MachineOperator;

/** Makes operators of the requests that the guard let in. */
@Injectable()
export class ManagementOperators {
  constructor(
    private readonly staff: StaffOperators,
    private readonly machines: MachineOperators,
  ) {}

  /** @throws NotAuthenticated where the guard saw nobody, PermissionDenied */
  async of(request: FastifyRequest): Promise<ManagementOperator> {
    const key = keyOf(request);
    if (key) return this.machines.of(key, contextOf(request));
    const authenticated = authenticatedBy(request);
    if (!authenticated) throw new NotAuthenticated();
    return this.staff.of(authenticated.caller, contextOf(request));
  }
}
