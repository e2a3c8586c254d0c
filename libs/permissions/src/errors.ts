import { domainError } from '@castellan/common';

/** A permission was named that there is none of; `errors.permissions` says which. */
export class UnknownPermission extends domainError('validation_failed', 'invalid', 'There is no such permission.') {}

/** Two groups of one name could not be told apart. */
export class GroupNameRefused extends domainError('validation_failed', 'invalid', 'A group cannot have this name.') {}
