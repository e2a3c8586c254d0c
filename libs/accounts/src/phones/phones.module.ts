import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { LinksModule } from '../links/links.module.js';
import { OneTimeCodesModule } from '../otp/otp.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { OwnPhone } from './own-phone.service.js';
import { PendingPhones } from './pending-phones.js';
import { PhoneChanges } from './phone-changes.service.js';
import { PhoneRecords } from './phone-records.service.js';

/** Numbers that users add and prove. */
@Module({
  imports: [EventsModule, LinksModule, OneTimeCodesModule, SessionsModule, UsersModule],
  providers: [OwnPhone, PendingPhones, PhoneChanges, PhoneRecords],
  exports: [OwnPhone],
})
export class PhonesModule {}
