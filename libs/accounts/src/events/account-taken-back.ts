import { signal } from '@castellan/signals';

/**
 * A sign-in was reported, or a change of the address undone: what was added since `sinceMs` (milliseconds of the epoch) may be a thief's. For
 * whoever keeps ways in besides those of accounts, such as keys of machines; no webhook is told.
 */
export class AccountTakenBack extends signal<{ readonly userId: string; readonly sinceMs: number }>('account_taken_back') {}
