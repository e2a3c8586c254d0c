import { Module } from '@nestjs/common';
import { AdministrationModule } from '../administration/administration.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { AccountPorting } from './account-porting.service.js';
import { ImportedUsers } from './imported-users.repository.js';
import { PortedAccountsRepository } from './ported-accounts.repository.js';

/** Users who come from elsewhere and go there. */
@Module({
  imports: [AdministrationModule, ClaimsModule, InvalidationModule, PasswordsModule],
  providers: [AccountPorting, ImportedUsers, PortedAccountsRepository],
  exports: [AccountPorting, ImportedUsers],
})
export class AccountPortingModule {}
