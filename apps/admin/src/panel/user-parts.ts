import type { PanelDeletionPreview, PanelRights, PanelUserPage } from '@castellan/panel';
import type {
  AccountCreation,
  AccountDeletion,
  AccountStatus,
  AccountSupport,
  AccountUnlocking,
  IdentityRemoval,
  PasskeyRemoval,
  SessionRevocation,
  TwoFactorReset,
} from '@castellan/accounts';

/** What the resources of accounts stand on. */
export interface UserParts {
  readonly creation: AccountCreation;
  readonly status: AccountStatus;
  readonly deletion: AccountDeletion;
  readonly support: AccountSupport;
  readonly unlocking: AccountUnlocking;
  readonly twoFactor: TwoFactorReset;
  readonly passkeys: PasskeyRemoval;
  readonly identities: IdentityRemoval;
  readonly sessions: SessionRevocation;
  readonly preview: PanelDeletionPreview;
  readonly rights: PanelRights;
  readonly page: PanelUserPage;
}
