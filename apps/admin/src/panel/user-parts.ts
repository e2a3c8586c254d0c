import type { PanelBelongings, PanelDesk, PanelDetails, PanelUserPage } from '@castellan/panel';
import type { PanelStanding, PanelUsers } from '@castellan/accounts';

/** What the resources of accounts stand on. */
export interface UserParts {
  readonly users: PanelUsers;
  readonly standing: PanelStanding;
  readonly belongings: PanelBelongings;
  readonly desk: PanelDesk;
  readonly details: PanelDetails;
  readonly page: PanelUserPage;
}
