import { FailedJobs } from '@castellan/data';
import type { Listing, ListFilters, ListRequest, ListRow } from '@castellan/data';
import { AuditList, AuthEventList } from '@castellan/log';
import { SmsDeliveryList } from '@castellan/notifications';
import { OneTimeCodeList } from '@castellan/otp';
import { ProfileList } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Permission } from '../permissions/permissions.js';
import { GroupList } from './lists/group-list.js';
import { SessionList } from './lists/session-list.js';
import { SigningKeyList } from './lists/signing-key-list.js';
import { SourceList } from './lists/source-list.js';
import { UserList } from './lists/user-list.js';
import { demand } from './operator.js';
import type { Operator } from './operator.js';

/** What operators look at, and what they need for it. */
export const PANEL_LISTS = {
  users: { list: UserList, view: 'users.view' },
  sessions: { list: SessionList, view: 'sessions.view' },
  auth_events: { list: AuthEventList, view: 'auth_events.view' },
  audit_log: { list: AuditList, view: 'audit_log.view' },
  groups: { list: GroupList, view: 'groups.view' },
  sources: { list: SourceList, view: 'sources.view' },
  profiles: { list: ProfileList, view: 'profiles.view' },
  otp_codes: { list: OneTimeCodeList, view: 'otp_codes.view' },
  sms_deliveries: { list: SmsDeliveryList, view: 'sms_deliveries.view' },
  signing_keys: { list: SigningKeyList, view: 'signing_keys.view' },
  jobs: { list: FailedJobs, view: 'jobs.view' },
} as const satisfies Readonly<Record<string, { readonly list: abstract new (...parts: never[]) => Listing; readonly view: Permission }>>;

export type PanelList = keyof typeof PANEL_LISTS;

/** Lists and single rows for operators; each asks for the permission itself. */
@Injectable()
export class PanelLists {
  constructor(private readonly modules: ModuleRef) {}

  /** @throws PermissionDenied; ValidationFailed for an unknown filter, value, sort or page */
  page(operator: Operator, name: PanelList, request: ListRequest): Promise<readonly ListRow[]> {
    return this.open(operator, name).page(request);
  }

  /** Up to 10 000. @throws PermissionDenied, ValidationFailed */
  count(operator: Operator, name: PanelList, filters: ListFilters): Promise<number> {
    return this.open(operator, name).count(filters);
  }

  /** Those that exist. @throws PermissionDenied, ValidationFailed for what is no id */
  find(operator: Operator, name: PanelList, ids: readonly string[]): Promise<readonly ListRow[]> {
    return this.open(operator, name).find(ids);
  }

  private open(operator: Operator, name: PanelList): Listing {
    const { list, view } = PANEL_LISTS[name];
    demand(operator, view);
    return this.modules.get<Listing>(list, { strict: false });
  }
}
