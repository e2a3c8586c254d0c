import type { PortedAccount } from '@castellan/accounts';
import type { PortedIdentity } from '@castellan/federation';
import type { PortedEvent } from '@castellan/log';
import type { PortedPasskeys } from '@castellan/passkeys';
import type { PortedRights } from '@castellan/permissions';
import type { PortedProfile } from '@castellan/profiles';
import type { PortedSource } from '@castellan/sources';
import type { PortedTwoFactor } from '@castellan/twofactor';

/**
 * A user on the way from one system to another, whatever either is: what readers give, what is written here, and what an export hands on.
 * A part that is `undefined` was not brought along and is not touched; null or empty says that there is none.
 */
export interface PortedUser {
  /** Names the row to people, such as `auth_user 17` or `line 3`. */
  readonly row: string;
  /** Here. */
  readonly id: string;
  /** The key in the source where that is no UUID; null where `id` is the key. */
  readonly externalId: string | null;
  readonly account: PortedAccount;
  readonly twoFactor?: PortedTwoFactor | null;
  readonly passkeys?: PortedPasskeys | null;
  readonly identities?: readonly PortedIdentity[];
  readonly rights?: PortedRights;
  readonly profile?: PortedProfile | null;
  readonly sources?: readonly PortedSource[];
  /** History, added once each by its id. */
  readonly events?: readonly PortedEvent[];
}
