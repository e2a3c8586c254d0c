import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { KeptAddresses } from './kept-addresses.js';
import { LinkAllowance } from './link-allowance.js';
import { MailedLinks } from './mailed-links.service.js';
import { MailedLinksRepository } from './mailed-links.repository.js';

/** Every mailed link, by one table and one set of rules. */
@Module({
  imports: [UsersModule],
  providers: [KeptAddresses, LinkAllowance, MailedLinks, MailedLinksRepository],
  exports: [KeptAddresses, LinkAllowance, MailedLinks],
})
export class LinksModule {}
