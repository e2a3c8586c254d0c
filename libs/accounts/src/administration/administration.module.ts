import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { RegistrationModule } from '../registration/registration.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SecondFactorsModule } from '../two-factor/two-factor.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountMaking } from './account-making.service.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import { OperatorPassword } from './operator-password.service.js';
import { OperatorStanding } from './operator-standing.service.js';
import { PanelOperators } from './panel-operators.service.js';
import { PanelProfiles } from './panel-profiles.service.js';
import { PanelStanding } from './panel-standing.service.js';
import { PanelUsers } from './panel-users.service.js';
import { PanelWork } from './panel-work.js';
import { StandingEffects } from './standing-effects.service.js';
import { Superusers } from './superusers.service.js';
import { SuperusersRepository } from './superusers.repository.js';
import { TwoFactorReset } from './two-factor-reset.service.js';
import { UserAdministration } from './user-administration.service.js';
import { UserStanding } from './user-standing.service.js';

/** What operators do to accounts, at the panel or by the command line. */
@Module({
  imports: [DevicesModule, EventsModule, PasswordsModule, RegistrationModule, SessionsModule, SecondFactorsModule, UsersModule],
  providers: [
    AccountMaking,
    AdministeredUsersRepository,
    OperatorPassword,
    OperatorStanding,
    PanelOperators,
    PanelProfiles,
    PanelStanding,
    PanelUsers,
    PanelWork,
    StandingEffects,
    Superusers,
    SuperusersRepository,
    TwoFactorReset,
    UserAdministration,
    UserStanding,
  ],
  exports: [PanelOperators, PanelProfiles, PanelStanding, PanelUsers, PanelWork, Superusers, TwoFactorReset, UserAdministration],
})
export class AdministrationModule {}
