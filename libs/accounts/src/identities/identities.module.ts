import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { LinksModule } from '../links/links.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SecondFactorsModule } from '../two-factor/two-factor.module.js';
import { IdentityChanges } from './identity-changes.service.js';
import { IdentityLinking } from './identity-linking.service.js';
import { IdentityNotices } from './identity-notices.service.js';
import { KeptIdentity } from './kept-identity.service.js';
import { OwnIdentities } from './own-identities.service.js';
import { RemovableIdentities } from './removable-identities.service.js';

/** Who users are elsewhere: linked, listed, removed. */
@Module({
  imports: [DevicesModule, EventsModule, LinksModule, SecondFactorsModule, SessionsModule],
  providers: [IdentityChanges, IdentityLinking, IdentityNotices, KeptIdentity, OwnIdentities, RemovableIdentities],
  exports: [IdentityLinking, IdentityNotices, OwnIdentities, RemovableIdentities],
})
export class AccountIdentitiesModule {}
