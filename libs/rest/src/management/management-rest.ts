import { ManagedListsController } from './lists/lists.controller.js';
import { ManagedPages } from './lists/managed-pages.js';
import { ManagedUserListController } from './lists/user-list.controller.js';
import { ManagementOperators } from './management-operators.js';
import { KnownUsers } from './users/known-users.js';
import { UserActsController } from './users/user-acts.controller.js';
import { UserGroupsController } from './users/user-groups.controller.js';
import { UserReading } from './users/user-reading.js';
import { ManagedSessionsController } from './users/user-sessions.controller.js';
import { ManagedUsersController } from './users/users.controller.js';
import { ManagedWebhookDeliveriesController } from './webhooks/webhook-deliveries.controller.js';
import { ManagedWebhooksController } from './webhooks/webhooks.controller.js';

/** The management API, `/api/admin/`, for `RestModule.forRoot`. */
export const MANAGEMENT_REST = {
  controllers: [
    ManagedListsController,
    ManagedUserListController,
    ManagedUsersController,
    UserActsController,
    ManagedSessionsController,
    UserGroupsController,
    ManagedWebhooksController,
    ManagedWebhookDeliveriesController,
  ],
  providers: [ManagementOperators, ManagedPages, KnownUsers, UserReading],
};
