import type { Person } from '@castellan/federation';
import type { NamedAddress } from './person-address.js';

/** Somebody who is linked to no account, and where they came from. */
export interface Newcomer extends NamedAddress {
  readonly person: Person;
  readonly sourceUrl: string | null;
}
