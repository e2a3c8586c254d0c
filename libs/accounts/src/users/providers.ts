import { AccountMaking } from './administration/account-making.service.js';
import { AdministeredUsersRepository } from './administration/administered-users.repository.js';
import { NewUsersRepository } from './new-users.repository.js';
import { OperatorPassword } from './administration/operator-password.service.js';
import { Superusers } from './administration/superusers.service.js';
import { SuperusersRepository } from './administration/superusers.repository.js';
import { UserAdministration } from './administration/user-administration.service.js';
import { UserCreation } from './user-creation.service.js';
import { StandingEffects } from './administration/standing-effects.service.js';
import { UserPermissions } from './user-permissions.service.js';
import { UserStanding } from './administration/user-standing.service.js';
import { UsersRepository } from './users.repository.js';

export const USERS_PROVIDERS = [
  AccountMaking,
  AdministeredUsersRepository,
  NewUsersRepository,
  OperatorPassword,
  Superusers,
  SuperusersRepository,
  UserAdministration,
  UserCreation,
  StandingEffects,
  UserPermissions,
  UserStanding,
  UsersRepository,
];
