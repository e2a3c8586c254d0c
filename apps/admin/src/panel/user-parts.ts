import type { PanelBelongings, PanelDesk, PanelDetails, PanelUserPage } from '@castellan/panel';
import type {
  AccountCreation,
  AccountDeletion,
  AccountStatus,
  AccountSupport,
  SessionRevocation,
  TwoFactorReset,
} from '@castellan/accounts';

/** What the resources of accounts stand on. */
export interface UserParts {
  readonly creation: AccountCreation;
  readonly status: AccountStatus;
  readonly deletion: AccountDeletion;
  readonly support: AccountSupport;
  readonly twoFactor: TwoFactorReset;
  readonly sessions: SessionRevocation;
  readonly belongings: PanelBelongings;
  readonly desk: PanelDesk;
  readonly details: PanelDetails;
  readonly page: PanelUserPage;
}
