import { Module } from '@nestjs/common';
import { PhonesRepository } from './phones.repository.js';
import { UserPermissions } from './user-permissions.service.js';
import { UsersRepository } from './users.repository.js';

/** Users as they are stored: addresses, names, numbers, permissions. */
@Module({
  providers: [PhonesRepository, UserPermissions, UsersRepository],
  exports: [PhonesRepository, UserPermissions, UsersRepository],
})
export class UsersModule {}
