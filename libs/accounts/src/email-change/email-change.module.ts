import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { LinksModule } from '../links/links.module.js';
import { RecoveryModule } from '../recovery/recovery.module.js';
import { RegistrationModule } from '../registration/registration.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { EmailChange } from './email-change.service.js';
import { EmailChangeNotices } from './email-change-notices.service.js';
import { EmailChangeUndo } from './email-change-undo.service.js';
import { NewAddress } from './new-address.service.js';

/** Another address, and the way back from it. */
@Module({
  imports: [EventsModule, InvalidationModule, LinksModule, RecoveryModule, RegistrationModule, SessionsModule, UsersModule],
  providers: [EmailChange, EmailChangeNotices, EmailChangeUndo, NewAddress],
  exports: [EmailChange, EmailChangeUndo],
})
export class EmailChangeModule {}
