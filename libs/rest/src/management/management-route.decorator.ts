import { RequiresAuth, RequiresPermission, RequiresStaff } from '@castellan/access';
import type { Permission } from '@castellan/permissions';
import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { ON_OTHERS } from '../events/remembered-attempt.interceptor.js';
import { Limit } from '../limits/limit.decorator.js';
import { NoQueryGuard } from './no-query.guard.js';

/**
 * A route of the management API: for staff in a session of two factors, and for API keys, who hold the permission that the panel asks for
 * the same. What else it takes, such as a superuser, its service asks (docs/reference/contract.md#machines). One that writes reads nothing
 * of the URL behind the `?`, unless it `takesQuery`, whose DTO says what.
 */
export const ManagementRoute = (permission: Permission, kind: 'read' | 'write', { takesQuery = kind === 'read' } = {}): MethodDecorator =>
  applyDecorators(
    RequiresStaff(),
    RequiresPermission(permission),
    RequiresAuth({ aal: 2 }),
    Limit(`admin_${kind}`),
    SetMetadata(ON_OTHERS, true),
    ...(takesQuery ? [] : [UseGuards(NoQueryGuard)]),
  );
