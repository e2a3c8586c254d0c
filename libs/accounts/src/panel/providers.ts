import { DailyFigures } from './figures/daily-figures.js';
import { KeptFigures } from './figures/kept-figures.js';
import { PanelFigures } from './figures/panel-figures.service.js';
import { SignInFiguresReading } from './figures/sign-in-figures.service.js';
import { UserFiguresReading } from './figures/user-figures.service.js';
import { UserFiguresRepository } from './figures/user-figures.repository.js';
import { GroupList } from './lists/group-list.js';
import { PanelSessionList } from './lists/panel-session-list.js';
import { SessionList } from './lists/session-list.js';
import { SigningKeyList } from './lists/signing-key-list.js';
import { SourceList } from './lists/source-list.js';
import { UserAddresses } from './lists/user-addresses.js';
import { UserList } from './lists/user-list.js';
import { OperatorStanding } from './operator-standing.service.js';
import { PanelArrival } from './panel-arrival.service.js';
import { PanelBelongings } from './panel-belongings.service.js';
import { PanelDetails } from './panel-details.service.js';
import { PanelDesk } from './panel-desk.service.js';
import { PanelEnrolmentLink } from './panel-enrolment-link.service.js';
import { PanelEnrolment } from './panel-enrolment.service.js';
import { PanelLists } from './panel-lists.service.js';
import { PanelOperators } from './panel-operators.service.js';
import { PanelPassword } from './panel-password.service.js';
import { PanelProfiles } from './panel-profiles.service.js';
import { PanelRefusals } from './panel-refusals.service.js';
import { PanelSessions } from './panel-sessions.service.js';
import { PanelSessionsRepository } from './panel-sessions.repository.js';
import { PanelSignIn } from './panel-sign-in.service.js';
import { PanelStanding } from './panel-standing.service.js';
import { PanelSteps } from './panel-steps.service.js';
import { PanelUserPage } from './panel-user-page.service.js';
import { PanelUsers } from './panel-users.service.js';
import { PanelWork } from './panel-work.js';
import { PendingPanelSignIns } from './pending-panel-sign-ins.js';
import { UserBelongingsRepository } from './user-belongings.repository.js';

export const PANEL_EXPORTS = [
  PanelBelongings,
  PanelDesk,
  PanelDetails,
  PanelEnrolment,
  PanelEnrolmentLink,
  PanelFigures,
  PanelLists,
  PanelOperators,
  PanelProfiles,
  PanelSessions,
  PanelSignIn,
  PanelStanding,
  PanelUserPage,
  PanelUsers,
];

const FIGURES = [DailyFigures, KeptFigures, SignInFiguresReading, UserFiguresReading, UserFiguresRepository];

const LISTS = [GroupList, PanelSessionList, SessionList, SigningKeyList, SourceList, UserList];

export const PANEL_PROVIDERS = [
  ...PANEL_EXPORTS,
  ...FIGURES,
  ...LISTS,
  OperatorStanding,
  PanelArrival,
  PanelPassword,
  PanelRefusals,
  PanelSessionsRepository,
  PanelSteps,
  PanelWork,
  PendingPanelSignIns,
  UserAddresses,
  UserBelongingsRepository,
];
