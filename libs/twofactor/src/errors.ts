import { domainError } from '@castellan/common';

/** It is on already, or the user has an authenticator already: it must be disabled before another one is set up. */
export class AlreadyEnabled extends domainError('already_enabled', 'conflict', 'Two-factor authentication is already enabled.') {}

/** What was asked for needs a second factor, and the user has none. */
export class NotEnabled extends domainError('not_enabled', 'conflict', 'Two-factor authentication is not enabled.') {}
