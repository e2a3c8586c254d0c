import { ApiKeyList } from '@castellan/api-keys';
import { FailedJobs, sliceOf } from '@castellan/data';
import type { Listing, ListFilters, ListFrom, ListRequest, ListRow, ListSlice } from '@castellan/data';
import { AuditList, AuthEventList } from '@castellan/log';
import { MailDeliveryList, SmsDeliveryList } from '@castellan/notifications';
import { OneTimeCodeList } from '@castellan/otp';
import { ProfileList } from '@castellan/profiles';
import { WebhookDeliveryList, WebhookEndpointList } from '@castellan/webhooks';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Permission } from '@castellan/permissions';
import type { NamedUser } from './lists/user-addresses.js';
import { withActor } from './lists/audit-actors.js';
import { AuditTargets } from './lists/audit-targets.js';
import { UserAddresses } from './lists/user-addresses.js';
import { PanelSessionList } from './lists/panel-session-list.js';
import { GroupList } from './lists/group-list.js';
import { SessionList } from './lists/session-list.js';
import { SigningKeyList } from './lists/signing-key-list.js';
import { SourceList } from './lists/source-list.js';
import { UserList } from './lists/user-list.js';
import { demand } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';

interface PanelListEntry {
  readonly list: abstract new (...parts: never[]) => Listing;
  readonly view: Permission;
  readonly user?: NamedUser;
  /** Its rows are about something that has a page, and by somebody who has one. */
  readonly isOfActs?: true;
}

/** What operators look at, and what they need for it. */
export const PANEL_LISTS = {
  users: { list: UserList, view: 'users.view' },
  sessions: { list: SessionList, view: 'sessions.view' },
  admin_sessions: { list: PanelSessionList, view: 'sessions.view' },
  auth_events: { list: AuthEventList, view: 'auth_events.view', user: { id: 'user_id', as: 'user', filter: 'user' } },
  audit_log: { list: AuditList, view: 'audit_log.view', user: { id: 'actor_id', as: 'actor' }, isOfActs: true },
  groups: { list: GroupList, view: 'groups.view' },
  sources: { list: SourceList, view: 'sources.view' },
  profiles: { list: ProfileList, view: 'profiles.view', user: { id: 'user_id', as: 'email', filter: 'email' } },
  otp_codes: { list: OneTimeCodeList, view: 'otp_codes.view' },
  mail_deliveries: { list: MailDeliveryList, view: 'mail_deliveries.view' },
  sms_deliveries: { list: SmsDeliveryList, view: 'sms_deliveries.view' },
  api_keys: { list: ApiKeyList, view: 'api_keys.view', user: { id: 'maker_id', as: 'maker' } },
  webhooks: { list: WebhookEndpointList, view: 'webhooks.view' },
  webhook_deliveries: { list: WebhookDeliveryList, view: 'webhooks.view' },
  signing_keys: { list: SigningKeyList, view: 'signing_keys.view' },
  jobs: { list: FailedJobs, view: 'jobs.view' },
} as const satisfies Readonly<Record<string, PanelListEntry>>;

export type PanelList = keyof typeof PANEL_LISTS;

/** A page that begins at a row. */
export interface SliceRequest extends Omit<ListRequest, 'offset' | 'from'> {
  readonly from: ListFrom;
}

/** Lists and single rows for operators; each asks for the permission itself. */
@Injectable()
export class PanelLists {
  constructor(
    private readonly modules: ModuleRef,
    private readonly addresses: UserAddresses,
    private readonly targets: AuditTargets,
  ) {}

  /** @throws PermissionDenied; ValidationFailed for an unknown filter, value, sort or page */
  async page(operator: Operator, name: PanelList, request: ListRequest): Promise<readonly ListRow[]> {
    const list = this.open(operator, name);
    return this.named(operator, name, await list.page({ ...request, filters: await this.found(name, request.filters) }));
  }

  /** The rows `from` there on, of an order without empty values. @throws what `page` throws */
  async slice(operator: Operator, name: PanelList, request: SliceRequest): Promise<ListSlice> {
    const rows = await this.page(operator, name, { ...request, limit: request.limit + 1, offset: 0 });
    return sliceOf(rows, request.from, request.limit);
  }

  /** The first 10 000, for a file. @throws PermissionDenied, ValidationFailed */
  async all(operator: Operator, name: PanelList, filters: ListFilters): Promise<readonly ListRow[]> {
    const list = this.open(operator, name);
    return this.named(operator, name, await list.all(await this.found(name, filters)));
  }

  /** Up to 10 000. @throws PermissionDenied, ValidationFailed */
  async count(operator: Operator, name: PanelList, filters: ListFilters): Promise<number> {
    const list = this.open(operator, name);
    return list.count(await this.found(name, filters));
  }

  /** Those that exist. @throws PermissionDenied, ValidationFailed for what is no id */
  async find(operator: Operator, name: PanelList, ids: readonly string[]): Promise<readonly ListRow[]> {
    return this.named(operator, name, await this.open(operator, name).find(ids));
  }

  private open(operator: Operator, name: PanelList): Listing {
    const { list, view } = entryOf(name);
    demand(operator, view);
    return this.modules.get<Listing>(list, { strict: false });
  }

  private async found(name: PanelList, filters: ListFilters): Promise<ListFilters> {
    const { user } = entryOf(name);
    return user ? this.addresses.found(filters, user) : filters;
  }

  private async named(operator: Operator, name: PanelList, rows: readonly ListRow[]): Promise<readonly ListRow[]> {
    const { user, isOfActs } = entryOf(name);
    const withUsers = user ? await this.addresses.named(rows, user) : rows;
    return isOfActs ? (await this.targets.named(operator, withUsers)).map(withActor) : withUsers;
  }
}

const entryOf = (name: PanelList): PanelListEntry => PANEL_LISTS[name];
