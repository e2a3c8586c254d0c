import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { LinksModule } from '../links/links.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { SecondFactorsModule } from '../two-factor/two-factor.module.js';
import { UsersModule } from '../users/users.module.js';
import { PanelArrival } from './panel-arrival.service.js';
import { PanelEnrolment } from './panel-enrolment.service.js';
import { PanelEnrolmentLink } from './panel-enrolment-link.service.js';
import { PanelPassword } from './panel-password.service.js';
import { PanelRefusals } from './panel-refusals.service.js';
import { PanelSessions } from './panel-sessions.service.js';
import { PanelSignIn } from './panel-sign-in.service.js';
import { PanelSteps } from './panel-steps.service.js';
import { PendingPanelSignIns } from './pending-panel-sign-ins.js';

/** How operators get into the panel. */
@Module({
  imports: [DevicesModule, EventsModule, LinksModule, SessionsModule, SignInModule, SecondFactorsModule, UsersModule],
  providers: [
    PanelArrival,
    PanelEnrolment,
    PanelEnrolmentLink,
    PanelPassword,
    PanelRefusals,
    PanelSessions,
    PanelSignIn,
    PanelSteps,
    PendingPanelSignIns,
  ],
  exports: [PanelEnrolment, PanelEnrolmentLink, PanelSessions, PanelSignIn],
})
export class StaffSignInModule {}
