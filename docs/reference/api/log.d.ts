// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/log

import type { Attempt } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import type { ListFilters } from '@castellan/data';
import { Listing } from '@castellan/data';
import type { ListRequest } from '@castellan/data';
import type { ListRow } from '@castellan/data';
import type { RequestContext } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';
import type { Transaction } from '@castellan/data';

export type Actor = {
    readonly kind: 'user';
    readonly id: string;
}
/** The key's id, and the name that its maker gave it. */
| {
    readonly kind: 'api_key';
    readonly id: string;
    readonly name: string;
}
/** `name` as the operating system knows them; null when it does not. */
| {
    readonly kind: 'command_line';
    readonly name: string | null;
} | {
    readonly kind: 'system';
};

export interface AttemptOutcome {
    readonly error?: unknown;
}

export const AUDIT_ACTIONS: readonly ["user.created", "user.changed", "user.password_set", "user.two_factor_reset", "user.passkey_removed", "user.identity_removed", "user.permissions_changed", "user.groups_changed", "user.deleted", "profile.changed", "group.created", "group.changed", "group.deleted", "source.changed", "signing_key.created", "signing_key.revoked", "job.retried", "job.deleted", "api_key.created", "api_key.revoked", "webhook.created", "webhook.changed", "webhook.secret_rotated", "webhook.switched_off", "webhook.delivery_replayed", "webhook.deleted", "users.imported", "users.exported"];

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type AuditChanges = Readonly<Record<string, readonly [before: AuditValue, after: AuditValue]>>;

export interface AuditCheckpoint {
    readonly at: string;
    readonly mac: string | null;
    readonly seq: number;
}

export interface AuditContent {
    readonly action: AuditAction;
    readonly actorId: string | null;
    readonly actorKind: Actor['kind'];
    readonly actorLabel: string | null;
    readonly changes: KeptChanges;
    readonly createdAt: Date;
    readonly id: string;
    readonly ip: string;
    readonly reason: string | null;
    readonly seq: number;
    readonly targetId: string;
    readonly targetType: AuditTargetType;
    readonly traceId: string;
}

export interface AuditFault {
    readonly problem: 'altered' | 'missing' | 'unknown_key' | 'head' | 'checkpoint';
    readonly seq: number;
}

export class AuditLog {
    record(record: AuditRecord): Promise<void>;
    search(search: AuditSearch): Promise<readonly AuditContent[]>;
}

export class AuditModule {
    static forRoot(options: AuditOptions): DynamicModule;
}

interface AuditOptions {
    readonly secretKeys: SecretKeys;
}

export interface AuditRecord {
    readonly action: AuditAction;
    readonly changes?: AuditChanges;
    readonly context: OperatorContext;
    readonly reason?: string;
    readonly target: AuditTarget;
}

export interface AuditSearch {
    readonly action?: AuditAction | null;
    readonly actorId?: string | null;
    readonly before?: number | null;
    readonly from?: Date | null;
    readonly limit: number;
    readonly targetId?: string | null;
    readonly targetType?: AuditTargetType | null;
    readonly to?: Date | null;
}

interface AuditTarget {
    readonly id: string;
    readonly type: AuditTargetType;
}

export type AuditTargetType = TargetOf<AuditAction>;

export type AuditValue = Plain | Masked;

export interface AuditVerdict {
    readonly fault: AuditFault | null;
    readonly rows: number;
}

export class AuditVerification {
    checkpoint(): Promise<AuditCheckpoint | null>;
    verify(checkpoint?: AuditCheckpoint | null): Promise<AuditVerdict>;
}

export const AUTH_EVENTS: readonly ["register", "verification_requested", "email_verified", "login", "logout", "panel_login", "panel_logout", "twofactor_requested", "twofactor", "twofactor_setup", "twofactor_enabled", "twofactor_disabled", "twofactor_reset", "authenticator_added", "authenticator_removed", "backup_codes_regenerated", "backup_codes_removed", "passkey_added", "passkey_renamed", "passkey_removed", "passkey_login", "passkey_counter", "federated_login", "identity_linked", "identity_removed", "otp_requested", "otp_verified", "phone_change_requested", "phone_verified", "phone_removed", "refresh", "refresh_reuse", "reauthenticated", "password_reset_requested", "password_reset", "password_changed", "email_change_requested", "email_changed", "email_change_undone", "session_revoked", "device_removed", "device_reuse", "sign_in_confirmed", "sign_in_reported", "account_exported", "account_closed", "account_reopened", "account_erased", "user_created", "user_changed", "password_set", "account_disabled", "account_enabled", "account_unlocked", "account_deleted", "staff_granted", "staff_revoked", "superuser_granted", "superuser_revoked", "profile_changed", "avatar_changed", "avatar_removed", "security_incident"];

export interface AuthEvent {
    readonly context: RequestContext;
    readonly event: AuthEventName;
    readonly identifier?: string | null;
    readonly reason?: string;
    readonly sessionId?: string | null;
    readonly status: AuthEventStatus;
    readonly userId?: string | null;
}

export type AuthEventName = (typeof AUTH_EVENTS)[number];

export class AuthEvents {
    allOf(userId: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
    attempt<T>(attempt: Attempt, work: () => Promise<T>, otherwise: (outcome: AttemptOutcome) => AuthEvent | null): Promise<T>;
    backlog(): EventBacklog;
    counts(): readonly EventCount[];
    deleteBefore(moment: Date): Promise<number>;
    flush(): Promise<void>;
    forget(userId: string): Promise<void>;
    record(event: AuthEvent): Promise<void>;
    search(search: EventSearch): Promise<readonly StoredEvent[]>;
    signInsBetween(from: Date, until: Date): Promise<SignInCount>;
}

export type AuthEventStatus = 'success' | 'failure';

export interface EventCount {
    readonly count: number;
    readonly event: AuthEventName;
    readonly status: AuthEventStatus;
}

export interface EventPosition {
    readonly id: string;
    readonly micros: string;
}

export interface EventSearch {
    readonly before?: EventPosition | undefined;
    readonly event?: AuthEventName | undefined;
    readonly from?: Date | undefined;
    readonly ip?: string | undefined;
    readonly limit: number;
    readonly status?: AuthEventStatus | undefined;
    readonly to?: Date | undefined;
    readonly userId?: string | undefined;
}

export class EventsPorting {
    write(values: ReadonlyMap<string, readonly PortedEvent[]>): Promise<void>;
}

export interface HistoryPage {
    readonly count: number;
    readonly events: readonly OwnEvent[];
    readonly newer: string | null;
    readonly older: string | null;
}

export interface Incident {
    readonly count: number;
    readonly kind: IncidentKind;
    readonly target: string;
}

export const INCIDENT_KINDS: readonly ["many_accounts", "many_addresses", "refresh_reuse", "guessed_second_factor", "copied_passkey", "failure_spike", "store_away", "store_full"];

export const INCIDENT_THRESHOLDS: IncidentThresholds;

export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export interface IncidentThresholds {
    readonly accountsPerNetwork: number;
    readonly coolDownMs: number;
    readonly copiedPasskeysPerAccount: number;
    readonly failures: number;
    readonly guessedSignInsPerAccount: number;
    readonly networksPerAccount: number;
    readonly reusesPerAccount: number;
    readonly spikeFactor: number;
    readonly windowMs: number;
}

type KeptChanges = Readonly<Record<string, readonly [before: Plain, after: Plain]>>;

export const LOCAL_CONTEXT: OperatorContext;

export class LogModule {
    static forRoot(options: LogOptions): DynamicModule;
}

interface LogOptions {
    readonly secretKeys: SecretKeys;
}

class Masked {
    toJSON(): string;
}

export function masked(isThere: boolean): Masked | null;

export interface OperatorContext extends RequestContext {
    readonly actor: Actor;
    readonly reason?: string;
}

export interface OwnEvent {
    readonly createdAt: Date;
    readonly event: AuthEventName;
    readonly id: string;
    readonly ip: string | null;
    readonly reason: string | null;
    readonly sessionId: string | null;
    readonly status: AuthEventStatus;
    readonly times: number;
    readonly userAgent: string | null;
}

type Plain = string | number | boolean | null | readonly string[];

export interface PortedEvent {
    readonly createdAt: Date;
    readonly event: AuthEventName;
    readonly id: string;
    readonly identifier: string | null;
    readonly ip: string;
    readonly status: AuthEventStatus;
    readonly userAgent: string | null;
}

export class SecurityIncidents {
    counts(): ReadonlyMap<IncidentKind, number>;
    detect(thresholds: IncidentThresholds, tell: (incident: Incident) => Promise<void>): Promise<readonly Incident[]>;
    report(incident: Incident, input: Pick<IncidentThresholds, 'coolDownMs'>, tell: (incident: Incident) => Promise<void>): Promise<void>;
}

export type StoredEvent = Omit<AuthEventRow, 'identifierHash' | 'isGathered'> & {
    readonly position: EventPosition;
};

type TargetOf<Action> = Action extends `${infer Target}.${string}` ? Target : never;

export class UserHistory {
    page(userId: string, cursor: string | null, limit: number): Promise<HistoryPage | null>;
}


// @castellan/log/tables

import type { Tables } from '@castellan/data';

export const LOG_TABLES: Tables;

