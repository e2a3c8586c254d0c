import { ManagementOperators } from './management-operators.js';
import { KnownUsers } from './users/known-users.js';
import { UserActsController } from './users/user-acts.controller.js';
import { UserGroupsController } from './users/user-groups.controller.js';
import { UserReading } from './users/user-reading.js';
import { ManagedSessionsController } from './users/user-sessions.controller.js';
import { ManagedUsersController } from './users/users.controller.js';

/** The management API, `/api/admin/`, for `RestModule.forRoot`. */
export const MANAGEMENT_REST = {
  controllers: [ManagedUsersController, UserActsController, ManagedSessionsController, UserGroupsController],
  providers: [ManagementOperators, KnownUsers, UserReading],
};
