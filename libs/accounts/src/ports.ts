import { TokenClaims } from '@castellan/access';
import { port } from '@castellan/common';
import type { Replacements } from '@castellan/common';
import type { Provider } from '@nestjs/common';
import { PasswordAlgorithm } from './passwords/password-algorithm.js';
import { PasswordJudge } from './passwords/password-judge.js';
import { AddressPlaces } from './users/address-places.js';

/** What a host may replace here. */
export const ACCOUNTS_PORTS = {
  passwordPolicy: port(PasswordJudge, ['judge']),
  passwordHasher: port(PasswordAlgorithm, ['hash', 'verify', 'isOutdated'], ['prefix']),
  tokenClaims: port(TokenClaims, ['claimsOf']),
  addressPlaces: port(AddressPlaces, ['placeOf']),
} as const;

/** What the host puts in their place. */
export type AccountsPorts = Replacements<typeof ACCOUNTS_PORTS>;

/** Each adds to what there is: by default there is nothing to add. */
export const NO_ADDITIONS: Readonly<Record<keyof typeof ACCOUNTS_PORTS, Provider>> = {
  passwordPolicy: { provide: PasswordJudge, useValue: null },
  passwordHasher: { provide: PasswordAlgorithm, useValue: null },
  tokenClaims: { provide: TokenClaims, useValue: null },
  addressPlaces: { provide: AddressPlaces, useValue: null },
};
