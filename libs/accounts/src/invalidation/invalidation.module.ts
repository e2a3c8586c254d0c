import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { LinksModule } from '../links/links.module.js';
import { PendingRegistrationsModule } from '../pending-registrations/pending-registrations.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TokenInvalidation } from './token-invalidation.service.js';

/** What dies with a changed credential. */
@Module({
  imports: [DevicesModule, LinksModule, PendingRegistrationsModule, SessionsModule],
  providers: [TokenInvalidation],
  exports: [TokenInvalidation],
})
export class InvalidationModule {}
