import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { DailyFigures } from './figures/daily-figures.js';
import { KeptFigures } from './figures/kept-figures.js';
import { PanelFigures } from './figures/panel-figures.service.js';
import { SignInFiguresReading } from './figures/sign-in-figures.service.js';
import { UserFiguresRepository } from './figures/user-figures.repository.js';
import { UserFiguresReading } from './figures/user-figures.service.js';
import { AuditTargets } from './lists/audit-targets.js';
import { AuditTargetsRepository } from './lists/audit-targets.repository.js';
import { GroupList } from './lists/group-list.js';
import { PanelSessionList } from './lists/panel-session-list.js';
import { SessionList } from './lists/session-list.js';
import { SigningKeyList } from './lists/signing-key-list.js';
import { SourceList } from './lists/source-list.js';
import { UserAddresses } from './lists/user-addresses.js';
import { UserAddressesRepository } from './lists/user-addresses.repository.js';
import { UserList } from './lists/user-list.js';
import { PanelDeletionPreview } from './deletion-preview.service.js';
import { PanelFailedJobs } from './failed-jobs.service.js';
import { PanelLists } from './lists.service.js';
import { PanelRights } from './rights.service.js';
import { PanelSigningKeys } from './signing-keys.service.js';
import { PanelSources } from './sources.service.js';
import { PanelUserPage } from './user-page.service.js';
import { PanelUserPictures } from './user-pictures.service.js';
import { PANEL_OPTIONS } from './panel.options.js';
import type { PanelOptions } from './panel.options.js';
import { PanelWebhooks } from './webhooks.service.js';
import { UserBelongingsRepository } from './user-belongings.repository.js';
import { UserFactorsReading } from './user-factors.service.js';
import { UserRightsReading } from './user-rights.service.js';

export interface PanelModuleOptions extends PanelOptions {
  /** `AccountsModule`, which gives on the modules of the libs below it, and `NotificationsModule`. */
  readonly imports: DynamicModule[];
}

const FIGURES = [DailyFigures, KeptFigures, SignInFiguresReading, UserFiguresReading, UserFiguresRepository];
const LISTS = [
  AuditTargets,
  AuditTargetsRepository,
  GroupList,
  PanelSessionList,
  SessionList,
  SigningKeyList,
  SourceList,
  UserAddresses,
  UserAddressesRepository,
  UserList,
];
const ACTS = [PanelFailedJobs, PanelRights, PanelSigningKeys, PanelSources];
const EXPORTS = [...ACTS, PanelDeletionPreview, PanelFigures, PanelLists, PanelUserPage, PanelUserPictures, PanelWebhooks];

/**
 * What operators look at of more than one lib at once: lists, figures, the page of a user; and what they do in the libs below accounts.
 * Each asks for the operator's permission itself. Gives on what it imports.
 */
@Module({})
export class PanelModule {
  static forRoot({ imports, ...options }: PanelModuleOptions): DynamicModule {
    return {
      module: PanelModule,
      imports,
      providers: [
        { provide: PANEL_OPTIONS, useValue: options },
        ...FIGURES,
        ...LISTS,
        UserBelongingsRepository,
        UserFactorsReading,
        UserRightsReading,
        ...EXPORTS,
      ],
      exports: [...EXPORTS, ...imports],
    };
  }
}
