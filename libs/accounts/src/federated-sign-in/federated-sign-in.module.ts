import { Module } from '@nestjs/common';
import { BansModule } from '../bans/bans.module.js';
import { EventsModule } from '../events/events.module.js';
import { AccountIdentitiesModule } from '../identities/identities.module.js';
import { LinksModule } from '../links/links.module.js';
import { RegistrationModule } from '../registration/registration.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { UsersModule } from '../users/users.module.js';
import { FederatedDoor } from './federated-door.service.js';
import { FederatedRecords } from './federated-records.service.js';
import { FederatedSignIn } from './federated-sign-in.service.js';
import { Newcomers } from './newcomers.service.js';
import { OneTimeVisits } from './one-time-visits.service.js';
import { PersonAccounts } from './person-accounts.service.js';
import { UnvouchedPersons } from './unvouched-persons.service.js';
import { VouchedPersons } from './vouched-persons.service.js';

/** Signing in, and up, by a provider. */
@Module({
  imports: [AccountIdentitiesModule, BansModule, EventsModule, LinksModule, RegistrationModule, SignInModule, UsersModule],
  providers: [FederatedDoor, FederatedRecords, FederatedSignIn, Newcomers, OneTimeVisits, PersonAccounts, UnvouchedPersons, VouchedPersons],
  exports: [FederatedSignIn],
})
export class FederatedSignInModule {}
