import { LinkAllowance } from './link-allowance.js';
import { OneTimeLinks } from './one-time-links.service.js';
import { OneTimeLinksRepository } from './one-time-links.repository.js';

export const LINKS_PROVIDERS = [LinkAllowance, OneTimeLinks, OneTimeLinksRepository];
