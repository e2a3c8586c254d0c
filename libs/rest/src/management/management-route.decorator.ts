import { RequiresAuth, RequiresPermission, RequiresStaff } from '@castellan/access';
import type { Permission } from '@castellan/permissions';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ON_OTHERS } from '../events/remembered-attempt.interceptor.js';
import { Limit } from '../limits/limit.decorator.js';

/**
 * A route of the management API: for staff in a session of two factors, and for API keys, who hold the permission that the panel asks for
 * the same. What else it takes, such as a superuser, its service asks (docs/reference/contract.md#machines).
 */
export const ManagementRoute = (permission: Permission, kind: 'read' | 'write'): MethodDecorator =>
  applyDecorators(
    RequiresStaff(),
    RequiresPermission(permission),
    RequiresAuth({ aal: 2 }),
    Limit(`admin_${kind}`),
    SetMetadata(ON_OTHERS, true),
  );
