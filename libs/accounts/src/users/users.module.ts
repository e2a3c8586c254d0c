import { Module } from '@nestjs/common';
import { KnownPlaces } from './known-places.service.js';
import { ProfileLanguagesRepository } from './profile-languages.repository.js';
import { PhonesRepository } from './phones.repository.js';
import { UserPermissions } from './user-permissions.service.js';
import { UsersRepository } from './users.repository.js';
import { CredentialsRepository } from './credentials.repository.js';
import { AddressesRepository } from './addresses.repository.js';
import { UsernamesRepository } from './usernames.repository.js';

/** Users as they are stored: addresses, names, numbers, permissions. */
@Module({
  providers: [
    UsernamesRepository,
    AddressesRepository,
    CredentialsRepository,
    KnownPlaces,
    PhonesRepository,
    ProfileLanguagesRepository,
    UserPermissions,
    UsersRepository,
  ],
  exports: [
    UsernamesRepository,
    AddressesRepository,
    CredentialsRepository,
    KnownPlaces,
    PhonesRepository,
    UserPermissions,
    UsersRepository,
  ],
})
export class UsersModule {}
