// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/permissions

import { DomainErrorClass } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import type { ModuleMetadata } from '@nestjs/common';
import type { OperatorContext } from '@castellan/log';

export interface Group {
    readonly id: string;
    readonly name: string;
    readonly permissions: readonly string[];
}

export class GroupNameRefused extends (DomainErrorClass) {
}

export class Groups {
    addToGroup(id: string, userId: string, context: OperatorContext): Promise<void>;
    createGroup(name: string, permissions: readonly string[], context: OperatorContext): Promise<string>;
    deleteGroup(id: string, context: OperatorContext): Promise<void>;
    groupsOf(userId: string): Promise<readonly Group[]>;
    list(): Promise<readonly Group[]>;
    removeFromGroup(id: string, userId: string, context: OperatorContext): Promise<void>;
    renameGroup(id: string, name: string, context: OperatorContext, version?: string): Promise<void>;
    setGroupPermissions(id: string, permissions: readonly string[], context: OperatorContext): Promise<void>;
}

export type Permission = (typeof PERMISSIONS)[number];

export const PERMISSIONS: readonly ["api_keys.view", "audit_log.view", "auth_events.view", "devices.delete", "devices.view", "groups.add", "groups.change", "groups.delete", "groups.view", "jobs.change", "jobs.delete", "jobs.view", "mail_deliveries.view", "otp_codes.view", "profiles.change", "profiles.view", "revocations.view", "sessions.delete", "sessions.view", "signing_keys.add", "signing_keys.delete", "signing_keys.view", "sms_deliveries.view", "sources.change", "sources.view", "users.add", "users.change", "users.delete", "users.view", "webhooks.add", "webhooks.change", "webhooks.delete", "webhooks.view"];

export class Permissions {
    demandKnown(permissions: readonly string[]): Promise<void>;
    grantedTo(userId: string): Promise<readonly string[]>;
    grantToUser(userId: string, permissions: readonly string[], context: OperatorContext): Promise<void>;
    hold(userId: string, permission: string): Promise<boolean>;
    list(): Promise<readonly string[]>;
    revokeFromUser(userId: string, permissions: readonly string[], context: OperatorContext): Promise<void>;
}

export class PermissionsModule {
    static forRoot(input: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule;
}

export interface PortedGroup {
    readonly name: string;
    readonly permissions: readonly string[];
}

export interface PortedRights {
    readonly groups: readonly string[];
    readonly permissions: readonly string[];
}

export type Right = 'groups' | 'permissions';

export interface RightHolders {
    changed(userIds: readonly string[], rights: readonly Right[]): Promise<void>;
    hold(userIds: readonly string[]): Promise<void>;
}

export class RightsPorting {
    ensureGroups(groups: readonly PortedGroup[]): Promise<void>;
    groups(): Promise<readonly PortedGroup[]>;
    isOurs(permission: string): boolean;
    isPermission(name: string): boolean;
    read(userIds: readonly string[]): Promise<ReadonlyMap<string, PortedRights>>;
    write(values: ReadonlyMap<string, PortedRights | null>, areNew?: boolean): Promise<void>;
}

export class UnknownPermission extends (DomainErrorClass) {
}


// @castellan/permissions/tables

import type { Tables } from '@castellan/data';

export const PERMISSIONS_TABLES: Tables;

