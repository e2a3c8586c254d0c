import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { LinksModule } from '../links/links.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SecondFactorsModule } from '../two-factor/two-factor.module.js';
import { UsersModule } from '../users/users.module.js';
import { OwnPasskeyProof } from './own-passkey-proof.service.js';
import { OwnPasskeys } from './own-passkeys.service.js';
import { PasskeyAssertions } from './passkey-assertions.service.js';
import { PasskeyChanges } from './passkey-changes.service.js';
import { PasskeyEnrolment } from './passkey-enrolment.service.js';
import { PasskeyNotices } from './passkey-notices.service.js';
import { PasskeyProof } from './passkey-proof.service.js';
import { PasskeyRegistration } from './passkey-registration.service.js';
import { PasskeyReproof } from './passkey-reproof.service.js';
import { RemovablePasskeys } from './removable-passkeys.service.js';

/** The passkeys of an account: added, shown, removed. */
@Module({
  imports: [DevicesModule, EventsModule, LinksModule, SecondFactorsModule, SessionsModule, UsersModule],
  providers: [
    OwnPasskeyProof,
    OwnPasskeys,
    PasskeyAssertions,
    PasskeyChanges,
    PasskeyEnrolment,
    PasskeyNotices,
    PasskeyProof,
    PasskeyRegistration,
    PasskeyReproof,
    RemovablePasskeys,
  ],
  exports: [OwnPasskeys, PasskeyAssertions, PasskeyEnrolment, PasskeyNotices, PasskeyRegistration, RemovablePasskeys],
})
export class AccountPasskeysModule {}
