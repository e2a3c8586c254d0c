import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { Reauthentication } from './reauthentication.service.js';

/** Signed-in users prove anew who they are, by what the folders of factors bring. */
@Module({
  imports: [EventsModule, FactorsModule, SessionsModule],
  providers: [Reauthentication],
  exports: [Reauthentication],
})
export class ReauthenticationModule {}
