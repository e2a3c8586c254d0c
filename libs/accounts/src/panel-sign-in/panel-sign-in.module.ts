import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { LinksModule } from '../links/links.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { SecondFactorsModule } from '../two-factor/two-factor.module.js';
import { UsersModule } from '../users/users.module.js';
import { PanelArrival } from './arrival.service.js';
import { PanelEnrolment } from './enrolment.service.js';
import { PanelEnrolmentLink } from './enrolment-link.service.js';
import { PanelPasskeys } from './passkeys.service.js';
import { PanelPassword } from './password.service.js';
import { PanelRefusals } from './refusals.service.js';
import { PanelSessions } from './sessions.service.js';
import { PanelSignIn } from './sign-in.service.js';
import { PanelChallenges } from './challenges.service.js';
import { PendingPanelSignIns } from './pending-sign-ins.js';

/** How operators get into the panel. */
@Module({
  imports: [DevicesModule, EventsModule, FactorsModule, LinksModule, SessionsModule, SignInModule, SecondFactorsModule, UsersModule],
  providers: [
    PanelArrival,
    PanelEnrolment,
    PanelEnrolmentLink,
    PanelPasskeys,
    PanelPassword,
    PanelRefusals,
    PanelSessions,
    PanelSignIn,
    PanelChallenges,
    PendingPanelSignIns,
  ],
  exports: [PanelEnrolment, PanelEnrolmentLink, PanelPasskeys, PanelSessions, PanelSignIn],
})
export class PanelSignInModule {}
