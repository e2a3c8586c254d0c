import { Module } from '@nestjs/common';
import { ClaimsModule } from '../claims/claims.module.js';
import { EventsModule } from '../events/events.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { OwnAvatar } from './own-avatar.service.js';
import { OwnNames } from './own-names.service.js';
import { OwnProfile } from './own-profile.service.js';
import { OwnProfileReading } from './own-profile-reading.service.js';
import { NamesRepository } from './names.repository.js';

/** What users say of themselves. */
@Module({
  imports: [ClaimsModule, EventsModule, SessionsModule, UsersModule],
  providers: [NamesRepository, OwnAvatar, OwnNames, OwnProfile, OwnProfileReading],
  exports: [OwnAvatar, OwnProfile],
})
export class OwnProfileModule {}
