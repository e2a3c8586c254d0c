import { LinkAllowance } from './link-allowance.js';
import { MailedLinks } from './mailed-links.service.js';
import { MailedLinksRepository } from './mailed-links.repository.js';

export const LINKS_PROVIDERS = [LinkAllowance, MailedLinks, MailedLinksRepository];
