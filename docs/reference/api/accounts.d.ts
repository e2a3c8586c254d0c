// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/accounts

import type { AccessClaims } from '@castellan/access';
import type { AccessOptions } from '@castellan/access';
import type { Assertion } from '@castellan/passkeys';
import type { AssuranceLevel } from '@castellan/access';
import type { BackupCodesView } from '@castellan/twofactor';
import type { CacheUse } from '@castellan/common';
import type { Caller } from '@castellan/access';
import type { Caused } from '@castellan/notifications';
import type { ClaimsSubject } from '@castellan/access';
import type { DefaultsOf } from '@castellan/common';
import type { Departure } from '@castellan/federation';
import { Distribution } from '@castellan/common';
import type { DomainError } from '@castellan/common';
import { DomainErrorClass } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import type { EndReason } from '@castellan/access';
import type { ExtraClaims } from '@castellan/access';
import type { FigureQuery } from '@castellan/sources';
import type { Identity } from '@castellan/federation';
import type { Incident } from '@castellan/log';
import type { IncidentThresholds } from '@castellan/log';
import type { OperatorContext } from '@castellan/log';
import type { Passkey } from '@castellan/passkeys';
import { Passkeys } from '@castellan/passkeys';
import type { PasskeySignals } from '@castellan/passkeys';
import type { Permission } from '@castellan/permissions';
import type { Person } from '@castellan/federation';
import { Port } from '@castellan/common';
import type { Profile } from '@castellan/profiles';
import type { ProfileInput } from '@castellan/profiles';
import type { ProviderAnswer } from '@castellan/federation';
import type { Replacements } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import type { RightHolders } from '@castellan/permissions';
import type { SecretKeys } from '@castellan/common';
import type { SecretOf } from '@castellan/federation';
import { SessionState } from '@castellan/access';
import { SignalClass } from '@castellan/signals';
import type { SourceFigure } from '@castellan/sources';
import type { Standing } from '@castellan/access';
import { TokenClaims } from '@castellan/access';
import type { Transport } from '@castellan/access';
import type { Type } from '@nestjs/common';

export class AccountClosed extends (SignalClass<OfUser>) {
}

export class AccountClosing {
    close(caller: Caller, context: RequestContext): Promise<void>;
}

export class AccountCreation {
    createKnown(operator: Operator, account: KnownAccount): Promise<User>;
    createSuperuser(operator: LocalOperator, account: NewAccount & {
        readonly password: string;
    }): Promise<User>;
    createUser(operator: LocalOperator, account: NewAccount, input?: {
        isVerified?: boolean | undefined;
    }): Promise<User>;
    createWithResetLink(operator: Operator, person: Omit<NewAccount, 'password'>): Promise<User>;
}

export class AccountDeletion {
    delete(operator: Exclude<Operator, PanelOperator>, id: string): Promise<void>;
    deleteConfirmed(operator: Operator, id: string, email: string): Promise<void>;
}

export class AccountDisabled extends (SignalClass<OfUser>) {
}

export class AccountEnabled extends (SignalClass<OfUser>) {
}

export class AccountErased extends (SignalClass<OfUser>) {
}

export class AccountErasure {
    eraseDue(): Promise<number>;
    planned(afterMs: number): {
        readonly now: Date;
        readonly eraseAt: Date;
        readonly due: Date;
    };
}

export class AccountExists extends (DomainErrorClass) {
}

export class AccountExport {
    of(userId: string): Promise<Readonly<Record<string, unknown>>>;
}

export class AccountPasskeysModule {
}

export class AccountPorting {
    change(id: string, from: StoredAccount, to: PortedAccount): Promise<void>;
    count(): Promise<number>;
    distrust(id: string): Promise<void>;
    examine(account: PortedAccount): ExaminedAccount;
    idsAfter(id: string | null, limit: number): Promise<readonly string[]>;
    insert(accounts: ReadonlyMap<string, PortedAccount>): Promise<ReadonlySet<string>>;
    lock(ids: readonly string[]): Promise<void>;
    read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredAccount>>;
    takers(accounts: Iterable<PortedAccount>): Promise<Takers>;
}

export class AccountRecovery {
    takeBack(input: SpentLink, input2: WayBack): Promise<void>;
}

export type AccountRefusal = 'no_address' | 'invalid_address' | 'unknown_hash' | 'invalid_value';

export type AccountRemark = 'username_not_kept' | 'name_shortened' | 'phone_not_kept';

export class AccountReopened extends (SignalClass<OfUser>) {
}

export const ACCOUNTS_PORTS: {
    readonly passwordPolicy: Port<PasswordJudge>;
    readonly passwordHasher: Port<PasswordAlgorithm>;
    readonly tokenClaims: Port<TokenClaims>;
    readonly addressPlaces: Port<AddressPlaces>;
};

export class AccountsFoundation {
    static forRoot(input: AccountsModuleOptions): DynamicModule;
}

export class AccountsModule {
    static forRoot(options: AccountsModuleOptions): DynamicModule;
}

export type AccountsModuleOptions = GivenAccountsOptions & {
    readonly access: AccessOptions;
    readonly imports: (Type | DynamicModule)[];
    readonly ports?: AccountsPorts;
};

interface AccountsOptions {
    readonly bcryptCost: number;
    readonly breachedPasswords: string | null;
    readonly contextWords: readonly string[];
    readonly erasureDelayMs: number;
    readonly eventsRetentionMs: number;
    readonly frontendUrl: string;
    readonly incidents: Partial<IncidentThresholds>;
    readonly keepSessionOnPasswordChange: boolean;
    readonly maxSessions: number;
    readonly operatorsEmail: string | null;
    readonly panelUrl: string;
    readonly passwordHasher: 'bcrypt' | 'argon2id';
    readonly passwordResetTtlMs: number;
    readonly pendingEmailTtlMs: number;
    readonly pendingTtlMs: number;
    readonly refreshGraceMs: number;
    readonly refreshTtlMs: number;
    readonly requireVerifiedEmail: boolean;
    readonly secretKeys: SecretKeys;
    readonly sessionMaxAgeMs: number;
    readonly signInUrl: string | null;
    readonly tokenClaims: readonly TokenClaimName[];
    readonly trustedDeviceTtlMs: number;
    readonly twoFactorPolicy: 'optional' | 'required_for_staff' | 'required';
    readonly undoTtlMs: number;
    readonly verificationTtlMs: number;
}

export type AccountsPorts = Replacements<typeof ACCOUNTS_PORTS>;

export class AccountStatus {
    disable(operator: Operator, ids: readonly string[], forMs?: number | null): Promise<void>;
    setActive(operator: Operator, ids: readonly string[], isActive: boolean): Promise<void>;
    setStaff(operator: Operator, id: string, isStaff: boolean): Promise<void>;
    setSuperuser(operator: Operator, id: string, isSuperuser: boolean): Promise<void>;
}

export class AccountSupport {
    change(operator: Operator, id: string, form: UserForm, versions: readonly string[] | null): Promise<void>;
    sendResetLink(operator: Operator, id: string): Promise<void>;
    verify(operator: Operator, id: string): Promise<void>;
}

export class AccountTakenBack extends AccountTakenBack_base {
}

const AccountTakenBack_base: SignalClass<    {
readonly userId: string;
readonly sinceMs: number;
}>;

export class AccountUnlocking {
    lockoutsOf(operator: Operator, userId: string): Promise<readonly Lockout[]>;
    unlock(operator: Operator, userId: string): Promise<void>;
}

export interface AddedPasskey {
    readonly backupCodes: readonly string[] | null;
    readonly passkey: Passkey;
}

export abstract class AddressPlaces {
    abstract placeOf(ip: string): string | null | Promise<string | null>;
}

export class AdministrationModule {
}

export type Answers = Readonly<Record<string, unknown>>;

export type Arrival = {
    readonly kind: 'signed_in';
    readonly visit: Visit;
    readonly result: SignedIn;
} | {
    readonly kind: 'second_factor_required';
    readonly visit: Visit;
    readonly result: SecondFactorRequired;
}
/** `code` is for the app, once, within 60 s. */
| {
    readonly kind: 'handed_over';
    readonly visit: Visit;
    readonly code: string;
} | {
    readonly kind: 'linked';
    readonly visit: Visit;
}
/** `visit` is null where the answer belongs to none that this browser began. */
| {
    readonly kind: 'refused';
    readonly visit: Visit | null;
    readonly code: ArrivalRefusal;
};

export type ArrivalRefusal = 'provider_denied' | 'provider_failed' | 'account_exists' | 'email_missing' | 'email_unverified' | 'identity_taken' | 'password_reset_required' | 'session_ended' | 'sign_in_refused' | 'two_factor_required' | 'unavailable';

export const BACKUP_CODE: SecondFactor;

export class BanEnding {
    endDue(): Promise<number>;
    now<T extends User>(user: T): Promise<T>;
}

export function because<T extends Operator>(operator: T, reason: string): T;

export class ChallengeExpired extends (DomainErrorClass) {
}

export class ClaimChanges implements RightHolders {
    changed(userIds: readonly string[], what: readonly TokenClaimName[]): Promise<void>;
    hold(userIds: readonly string[]): Promise<void>;
}

export class Cleanup {
    run(): Promise<CleanupReport>;
}

export class CleanupModule {
}

export type CleanupReport = NeighbourReport & Readonly<Record<'users' | 'sessions' | 'revocations' | 'admin_sessions' | 'registrations' | 'mailed_links' | 'registration_sources', number>>;

export class ClosingModule {
}

export type Confirm = (need: Need) => Promise<void>;

export class ConfirmationRequired extends (DomainErrorClass) {
}

export function demandNeed(operator: Operator, need: Need): void;

export class DevicesModule {
}

export interface DeviceView {
    readonly createdAt: Date;
    readonly id: string;
    readonly lastSeenAt: Date;
    readonly name: string;
    readonly trustedUntil: Date | null;
}

export const EMAIL_OTP: FirstFactor;

export class EmailChange {
    confirm(userId: string, token: string, context: RequestContext): Promise<void>;
    request(caller: Caller, newEmail: string, context: RequestContext): Promise<void>;
}

export class EmailChanged extends (SignalClass<WithAddress>) {
}

export class EmailChangeModule {
}

export class EmailChangeUndo {
    undo(userId: string, token: string, context: RequestContext): Promise<void>;
}

export class EmailMissing extends (DomainErrorClass) {
}

export class EmailUnverified extends (DomainErrorClass) {
}

export class EmailVerification {
    verify(userId: string, token: string, password: string | null, context: RequestContext): Promise<Verified>;
}

export class EmailVerified extends (SignalClass<WithAddress>) {
}

export interface EnabledTwoFactor {
    readonly backupCodes: readonly string[];
    readonly renewed: RenewedSession;
}

export class EventsModule {
}

export interface ExaminedAccount {
    readonly account: PortedAccount;
    readonly refusal: AccountRefusal | null;
    readonly remarks: readonly AccountRemark[];
}

interface Factor {
    readonly amr: readonly string[];
    readonly kind: string;
}

export abstract class FactorProof extends KeptFactor {
    readonly comesFirst: boolean;
    abstract readonly field: string;
    abstract prove(caller: Caller, answer: unknown, context: RequestContext): Promise<Reproven>;
    readonly refusal: DomainErrorClass;
    stands(_userId: string, _first: FirstFactor): Promise<boolean>;
    abstract readonly wrong: string;
}

export class FactorsModule {
}

export class FederatedSignIn {
    arrive(provider: string, answer: ProviderAnswer, secretOf: SecretOf, context: SignInContext): Promise<Arrival>;
    begin(provider: string, visit: Visit): Promise<Departure>;
    beginWith(provider: string, ticket: string): Promise<Departure>;
    exchange(code: string, codeVerifier: string, context: SignInContext): Promise<SignInResult>;
    exchangeLink(caller: Caller, code: string, codeVerifier: string, context: RequestContext): Promise<Identity>;
    ticketFor(provider: string, visit: Visit): Promise<string>;
}

export type FeedAnswer = {
    readonly reset: true;
} | {
    readonly reset: false;
    readonly cursor: string;
    readonly results: readonly Revocation[];
    readonly more: boolean;
};

const FIELDS: {
    readonly bio: "bio";
    readonly location: "location";
    readonly date_of_birth: "dateOfBirth";
    readonly language: "language";
    readonly timezone: "timezone";
};

export interface FirstFactor extends Factor {
    readonly aal: AssuranceLevel;
    readonly hasSeenDevice: boolean;
    readonly instance?: string;
    readonly isNeverSecond?: true;
    readonly isStoppedByReset: boolean;
    readonly step: 'first';
}

export const firstPasskey: (input: Pick<Assertion, "passkey" | "isUserVerified">) => FirstFactor;

export type GivenAccountsOptions = Pick<AccountsOptions, 'secretKeys' | 'frontendUrl' | 'panelUrl'> & Partial<AccountsOptions>;

export class Idempotency {
    once<T>(operator: Operator, request: RepeatableRequest, work: () => Promise<T>): Promise<OnceAnswer<T>>;
}

export class IdempotencyConflict extends (DomainErrorClass) {
}

export class IdentityLinked extends (SignalClass<OfUser>) {
}

export class IdentityLinking {
    demandMayLink(caller: Caller): Promise<void>;
    link(caller: Caller, person: Person, context: RequestContext): Promise<Identity>;
    linkFirst(user: User, person: Person, context: RequestContext): Promise<Identity>;
    linkFound(user: User, person: Person, context: RequestContext): Promise<Identity>;
}

export class IdentityRemoval {
    of(operator: Operator, userId: string): Promise<readonly Identity[]>;
    remove(operator: Operator, userId: string, identityIds: readonly string[]): Promise<void>;
}

export class IdentityRemoved extends (SignalClass<OfUser>) {
}

export class IdentityTaken extends (DomainErrorClass) {
}

export interface ImportedUser {
    readonly externalId: string;
    readonly userId: string | null;
    readonly written: Written;
}

export class ImportedUsers {
    find(source: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, ImportedUser>>;
    lock(): Promise<void>;
    put(source: string, users: readonly ImportedUser[]): Promise<void>;
}

export class InvalidationModule {
}

export class InvalidCode extends (DomainErrorClass) {
}

export class InvalidCredentials extends (DomainErrorClass) {
}

export class InvalidLink extends (DomainErrorClass) {
}

export abstract class KeptFactor {
    abstract stands(userId: string, first: FirstFactor): Promise<boolean>;
}

export interface KnownAccount extends Omit<NewAccount, 'password'> {
    readonly isInvited: boolean;
    readonly isVerified: boolean;
    readonly passwordHash: string | null;
}

export class KnownPlaces {
    now(ip: string): string | null;
    of(ips: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
}

export class LastFactor extends (DomainErrorClass) {
}

export class LastSuperuser extends (DomainErrorClass) {
}

interface LinkContent {
    readonly createdAt: Date;
    readonly subject: string | null;
}

export class LinksModule {
}

interface LiveSession {
    readonly absoluteExpiresAt: Date;
    readonly endReason: EndReason | null;
    readonly expiresAt: Date;
    readonly id: string;
    readonly seed: Buffer;
    readonly step: number;
    readonly transport: Transport;
    readonly userId: string;
    readonly version: number;
}

export class LiveSessions extends SessionState {
    check(claims: AccessClaims): Standing | Promise<Standing>;
    recall(claims: AccessClaims): Standing | null;
    sessionInMemory(sessionId: string): LiveSession | undefined;
    userOf(caller: Pick<Caller, 'sessionId'>): SignedInUser | Promise<SignedInUser>;
}

export interface LocalOperator extends Rights {
    readonly id: null;
    readonly sessionId: null;
}

export function localOperator(context?: OperatorContext): LocalOperator;

export interface Lockout {
    readonly device: string | null;
    readonly failures: number;
    readonly kind: LockoutKind;
    readonly until: Date;
}

export type LockoutKind = 'password' | 'password_of_device' | 'second_factor' | 'second_factor_of_strangers';

export interface MachineOperator extends Rights {
    readonly confirm: Confirm;
    readonly id: null;
    readonly isSuperuser: false;
    readonly sessionId: null;
}

export const MAY_ACT = "u.is_active AND u.is_staff AND u.closed_at IS NULL AND NOT u.password_reset_required";

export const mayAct: (input: StaffStanding) => boolean;

export class MonitoringModule {
}

type NamesInput = Readonly<Partial<Record<'first_name' | 'last_name', unknown>>>;

export type Need = Permission | 'superuser';

type NeighbourReport = Readonly<Record<'auth_events' | 'otp_codes' | 'two_factor' | 'mail_deliveries' | 'sms_deliveries', number>>;

export interface NewAccount {
    readonly email: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly password: string | null;
    readonly username?: string | null;
}

interface NewStanding {
    readonly isStaff: boolean;
    readonly isSuperuser: boolean;
    readonly isVerified: boolean;
}

interface NewUser {
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly passwordHash: string | null;
    readonly username: string | null;
}

interface OfUser {
    readonly userId: string;
}

export interface OnceAnswer<T> {
    readonly answer: T;
    readonly isReplayed: boolean;
}

export class OneTimeCodesModule {
}

interface OpenedPanelSession {
    readonly id: string;
    readonly token: string;
}

export type Operator = PanelOperator | StaffOperator | MachineOperator | LocalOperator;

interface OtpAsked {
    readonly deviceToken: string | null;
    readonly identifier: OtpIdentifier;
    readonly sourceUrl: string | null;
}

export type OtpChannel = 'email' | 'sms';

export interface OtpIdentifier {
    readonly channel: OtpChannel;
    readonly value: string;
}

export interface OtpOutcome {
    readonly created: boolean;
    readonly result: SignInResult;
}

export interface OtpProof {
    readonly code: string;
    readonly deviceToken: string | null;
    readonly identifier: OtpIdentifier;
    readonly referer: string | null;
    readonly sourceUrl: string | null;
}

export class OtpRequest {
    request(input: OtpAsked, context: RequestContext): Promise<void>;
}

export class OtpSignIn {
    signIn(input: OtpProof, context: SignInContext): Promise<OtpOutcome>;
}

export class OtpSignInModule {
}

export class OwnAvatar {
    remove(caller: Caller, context: RequestContext): Promise<void>;
    replace(caller: Caller, file: Buffer, context: RequestContext): Promise<string>;
}

export class OwnBackupCodes {
    list(input: Caller): Promise<BackupCodesView>;
    regenerate(caller: Caller, password: string | null, context: RequestContext): Promise<readonly string[]>;
}

interface OwnDevices {
    readonly currentId: string | null;
    readonly devices: readonly DeviceView[];
}

export class OwnIdentities {
    list(input: Caller): Promise<readonly Identity[]>;
    remove(caller: Caller, id: string, context: RequestContext): Promise<void>;
}

export class OwnPasskeys {
    list(input: Caller): Promise<readonly Passkey[]>;
    remove(caller: Caller, id: string, context: RequestContext): Promise<void>;
    rename(caller: Caller, id: string, name: string, context: RequestContext): Promise<Passkey>;
    reproofOptions(caller: Caller): Promise<PasskeyRequestOptions>;
    signals(input: Caller): Promise<PasskeySignals | null>;
}

export class OwnPhone {
    confirm(caller: Caller, code: string, context: RequestContext): Promise<string>;
    remove(caller: Caller, context: RequestContext): Promise<void>;
    request(caller: Caller, phone: string, context: RequestContext): Promise<void>;
}

export class OwnProfile {
    change(caller: Caller, input: ProfileInput & NamesInput, context: RequestContext): Promise<OwnProfileView>;
    of(caller: Caller): Promise<OwnProfileView>;
}

export class OwnProfileModule {
}

export interface OwnProfileView {
    readonly phone: string | null;
    readonly profile: Profile;
    readonly user: User;
}

export class OwnTwoFactor {
    of(input: Caller): Promise<OwnTwoFactorView>;
}

export interface OwnTwoFactorView {
    readonly backupCodesRemaining: number;
    readonly enabled: boolean;
    readonly enabledAt: Date | null;
    readonly methods: readonly string[];
}

interface PanelEnrolled extends ArrivedOperator {
    readonly backupCodes: readonly string[];
}

export interface PanelOperator extends Rights {
    readonly email: string;
    readonly id: string;
    readonly sessionId: string;
}

export class PanelSignInModule {
}

export class PasskeyAdded extends (SignalClass<OfUser>) {
}

export class PasskeyEnrolment {
    enable(caller: Caller, credential: unknown, otpCode: string | null, context: RequestContext): Promise<EnabledTwoFactor>;
}

export class PasskeyRegistration {
    add(caller: Caller, credential: unknown, name: string | null, context: RequestContext): Promise<AddedPasskey>;
    options(caller: Caller, otpCode: string | null, context: RequestContext): Promise<RegistrationOptions>;
}

export class PasskeyRemoval {
    of(operator: Operator, userId: string): Promise<readonly Passkey[]>;
    remove(operator: Operator, userId: string, passkeyIds: readonly string[]): Promise<void>;
}

export class PasskeyRemoved extends (SignalClass<OfUser>) {
}

export type PasskeyRequestOptions = Awaited<ReturnType<Passkeys['requestOptions']>>;

export class PasskeySignIn {
    options(): Promise<PasskeySignInOptions>;
    signIn(state: string, credential: unknown, context: SignInContext): Promise<SignInResult>;
}

export class PasskeySignInModule {
}

export type PasskeySignInOptions = Awaited<ReturnType<Passkeys['signInOptions']>>;

export const PASSWORD: FirstFactor;

export abstract class PasswordAlgorithm {
    abstract hash(password: string): Promise<string>;
    abstract isOutdated(stored: string): boolean;
    abstract readonly prefix: string;
    abstract verify(password: string, stored: string): Promise<boolean>;
}

export class PasswordAssignment {
    set(operator: LocalOperator, userId: string, password: string): Promise<void>;
}

export class PasswordChange {
    change(caller: Caller, oldPassword: string | null, newPassword: string, context: RequestContext): Promise<RenewedSession | null>;
}

export class PasswordChanged extends (SignalClass<OfUser>) {
}

export class PasswordHasher {
    check(password: string, stored: string | null): Promise<PasswordVerdict>;
    hash(password: string): Promise<string>;
    isOutdated(stored: string): boolean;
    reads(stored: string): boolean;
    verify(password: string, stored: string | null): Promise<boolean>;
}

export abstract class PasswordJudge {
    abstract judge(password: string, owner: PasswordOwner): readonly string[] | Promise<readonly string[]>;
}

export interface PasswordOwner {
    readonly email: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly username?: string | null;
}

export class PasswordRequired extends (DomainErrorClass) {
}

export class PasswordReset {
    confirm(userId: string, token: string, password: string, context: RequestContext): Promise<void>;
}

export class PasswordResetRequest {
    request(email: string, context: RequestContext): Promise<void>;
}

export class PasswordResetRequired extends (DomainErrorClass) {
}

export class PasswordSignIn {
    signIn(name: SignInName, password: string, context: SignInContext): Promise<SignInResult>;
}

export class PasswordsModule {
}

type PasswordVerdict = 'right' | 'wrong' | 'unreadable';

export class PasswordWasReset extends (SignalClass<OfUser>) {
}

export class PendingPasskeys {
    optionsFor(step: Pick<SecondStep, 'sessionToken' | 'device'>, context: RequestContext): Promise<PasskeyRequestOptions>;
}

export class PendingRegistrationsModule {
}

interface PendingSignIn {
    readonly confirmation?: 'asked' | 'given';
    readonly deviceToken: string | null;
    readonly first: FirstFactor;
    readonly transport: Transport;
    readonly userId: string;
    readonly version: number;
}

export class PhoneChanged extends (SignalClass<OfUser>) {
}

export class PhonesModule {
}

export class PlannedErasure {
    plan(operator: Operator, id: string, afterMs: number): Promise<void>;
}

export interface PortedAccount {
    readonly closedAt: Date | null;
    readonly dateJoined: Date;
    readonly disabledUntil: Date | null;
    readonly email: string;
    readonly eraseAt: Date | null;
    readonly firstName: string;
    readonly isActive: boolean;
    readonly isStaff: boolean;
    readonly isSuperuser: boolean;
    readonly isVerified: boolean;
    readonly lastLogin: Date | null;
    readonly lastName: string;
    readonly passwordHash?: string | null;
    readonly passwordResetRequired: boolean;
    readonly phone: string | null;
    readonly phoneVerifiedAt: Date | null;
    readonly proofDueAt: Date | null;
    readonly username: string | null;
}

export class PreconditionFailed extends (DomainErrorClass) {
}

export interface PresentedTokens {
    readonly access: string | null;
    readonly refresh: string | null;
}

export class ProfileChanged extends (SignalClass<OfUser>) {
}

type ProfileForm = Readonly<Partial<Record<keyof typeof FIELDS, string>>>;

export class ProfileModeration {
    change(operator: Operator, userId: string, input: ProfileForm, version: string): Promise<void>;
    hasAvatar(operator: Operator, userId: string): Promise<boolean>;
    removeAvatar(operator: Operator, userId: string): Promise<void>;
}

export interface ProofPlace {
    readonly boundTo: string;
    readonly first: FirstFactor | null;
    readonly purpose: 'second_factor' | 'reauthentication' | 'panel';
}

export interface ProvenFactors {
    readonly first: FirstFactor;
    readonly second: SecondFactor | null;
}

export interface QualityFigure extends SourceFigure {
    readonly twoFactorShare: number;
    readonly verifiedShare: number;
}

export class Reauthentication {
    prove(caller: Caller, answers: Answers, context: RequestContext): Promise<RenewedSession>;
}

export class ReauthenticationModule {
}

export class RecoveryModule {
}

export interface Registration {
    readonly created: boolean;
    readonly user: User;
}

export class RegistrationModule {
}

export type RegistrationOptions = Awaited<ReturnType<Passkeys['registrationOptions']>>;

export interface RenewedSession {
    readonly tokens: SessionTokens;
    readonly transport: Transport;
}

export interface RepeatableRequest {
    readonly body: unknown;
    readonly key: string;
    readonly route: string;
    readonly toldOnce?: string | null;
}

export interface Reproven {
    readonly first?: FirstFactor;
    readonly second: SecondFactor | null;
    readonly tokenVersion: number;
}

export interface Revocation {
    readonly at: Date;
    readonly sessionId: string | null;
    readonly step: number | null;
    readonly userId: string | null;
    readonly version: number | null;
}

export class RevocationFeed {
    after(cursor: string | null, waitMs: number, gone: AbortSignal): Promise<FeedAnswer>;
    release(): void;
}

export class RevocationsModule {
}

interface Rights {
    readonly context: OperatorContext;
    readonly isSuperuser: boolean;
    readonly permissions: readonly string[];
}

export interface SecondFactor extends Factor {
    readonly step: 'second';
}

export class SecondFactorCheck {
    prove(user: User, answers: Answers, context: RequestContext, place: ProofPlace): Promise<SecondFactor | null>;
}

export abstract class SecondFactorProof extends FactorProof {
    readonly isGuessable: boolean;
    abstract kindsOf(userId: string, first: FirstFactor | null): Promise<readonly string[]>;
    abstract verify(user: User, answer: unknown, context: RequestContext, place: ProofPlace): Promise<SecondFactor | null>;
    wrongAnswer(_answer: unknown): DomainError;
}

export interface SecondFactorRequired {
    readonly expiresInMs: number;
    readonly methods: readonly string[];
    readonly sessionToken: string;
    readonly status: 'second_factor_required';
}

export class SecondFactorSignIn {
    finish(step: SecondStep, context: RequestContext): Promise<SignedIn>;
    methods(step: Pick<SecondStep, 'sessionToken' | 'device'>, context: RequestContext): Promise<readonly string[]>;
    waiting(input: Pick<SecondStep, 'sessionToken' | 'device'>, context: RequestContext): Promise<{
        readonly pending: PendingSignIn;
        readonly user: User;
    }>;
}

export class SecondFactorsModule {
}

export const secondPasskey: (passkey: Pick<Passkey, "isSynced">) => SecondFactor;

export interface SecondStep {
    readonly answers: Answers;
    readonly device: Readonly<Record<Transport, string | null>>;
    readonly sessionToken: string;
    readonly trustDevice: boolean;
}

export class SessionEnded extends SessionEnded_base {
}

const SessionEnded_base: SignalClass<OfUser & {
readonly sessionId: string;
readonly reason: EndReason;
}>;

export class SessionRefresh {
    refresh(token: string, transport: Transport, context: RequestContext): Promise<SessionTokens>;
}

export class SessionRevocation {
    end(operator: Operator, id: string): Promise<void>;
    endAll(operator: Operator, userId: string): Promise<void>;
    endAtPanel(operator: Operator, id: string): Promise<void>;
}

export class SessionsModule {
}

export interface SessionTokens {
    readonly access: string;
    readonly accessExpiresAt: Date;
    readonly refresh: string;
    readonly refreshExpiresAt: Date;
}

export interface SessionView {
    readonly aal: AssuranceLevel;
    readonly createdAt: Date;
    readonly deviceName: string;
    readonly expiresAt: Date;
    readonly id: string;
    readonly ip: string;
    readonly lastUsedAt: Date;
    readonly location: string | null;
    readonly transport: Transport;
}

export interface SignedIn {
    readonly backupCodesRemaining: number | null;
    readonly deviceToken: string;
    readonly second: string | null;
    readonly session: SessionView;
    readonly status: 'signed_in';
    readonly tokens: SessionTokens;
    readonly user: SignedInUser;
}

export interface SignedInUser extends User {
    readonly twoFactorEnabled: boolean;
}

export class SignIn {
    complete(user: User, factors: ProvenFactors, context: SignInContext): Promise<SignInResult>;
    demandOpen(user: User, first: FirstFactor, context: SignInContext): Promise<void>;
}

export class SignInConfirmation {
    ask(key: string, user: User, context: RequestContext): Promise<void>;
    confirm(userId: string, token: string, context: RequestContext): Promise<void>;
}

export interface SignInContext extends RequestContext {
    readonly deviceToken: string | null;
    readonly transport: Transport;
    readonly trustDevice?: boolean;
}

export class SignInFailed extends SignInFailed_base {
}

const SignInFailed_base: SignalClass<    {
readonly userId: string | null;
readonly reason: string;
}>;

export class SignInModule {
}

export type SignInName = {
    readonly email: string;
} | {
    readonly username: string;
};

export class SignInRefused extends (DomainErrorClass) {
}

export class SignInReport {
    report(userId: string, token: string, context: RequestContext): Promise<void>;
}

export type SignInResult = SignedIn | SecondFactorRequired;

export class SignOut {
    signOut(presented: PresentedTokens, context: RequestContext): Promise<void>;
}

export class SignUp {
    signUp(input: SignUpRequest, context: RequestContext): Promise<void>;
}

export interface SignUpRequest {
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly password: string;
    readonly sourceUrl: string | null;
    readonly username: string | null;
}

export const SMS_OTP: FirstFactor;

export class SourceQuality {
    bySource(query: FigureQuery): Promise<readonly QualityFigure[]>;
}

export class SourceQualityModule {
}

interface SpentLink extends LinkContent {
    readonly user: User;
}

export interface StaffOperator extends Rights {
    readonly confirm: Confirm;
    readonly id: string;
    readonly sessionId: string;
}

export class StaffOperators {
    of(caller: Caller, context: RequestContext): Promise<StaffOperator>;
}

type StaffStanding = Pick<User, 'isActive' | 'isStaff' | 'closedAt' | 'passwordResetRequired'>;

export interface StoredAccount extends PortedAccount {
    readonly id: string;
    readonly passwordChosenHere: boolean;
}

export class Superusers {
    addresses(): Promise<readonly string[]>;
    demandAnother(userId: string): Promise<void>;
    ensureFirst(email: string, password: string): Promise<User | null>;
}

export interface Takers {
    readonly emails: ReadonlyMap<string, string>;
    readonly phones: ReadonlyMap<string, string>;
    readonly usernames: ReadonlyMap<string, string>;
}

type TokenClaimName = 'email' | 'email_verified' | 'name' | 'groups' | 'permissions';

export const TOTP: SecondFactor;

export class TransportMismatch extends (DomainErrorClass) {
}

export class TwoFactorDisabled extends (SignalClass<OfUser>) {
}

export class TwoFactorEnabled extends (SignalClass<OfUser>) {
}

export class TwoFactorEnrolment {
    enable(caller: Caller, code: string, context: RequestContext): Promise<EnabledTwoFactor>;
    setUp(caller: Caller, mailedCode: string | null, context: RequestContext): Promise<TwoFactorSetup>;
}

export class TwoFactorRemoval {
    disable(caller: Caller, password: string | null, answers: Answers, context: RequestContext): Promise<void>;
}

export class TwoFactorReset {
    reset(operator: Operator, userId: string, reason: string): Promise<void>;
}

export interface TwoFactorSetup {
    readonly expiresInMs: number;
    readonly otpauthUri: string;
    readonly qrCode: string;
    readonly secret: string;
}

export interface User extends Pick<UserEntity, (typeof USER_FIELDS)[number]> {
    readonly hasPassword: boolean;
    readonly isBanOver: boolean;
    readonly permissions: readonly string[];
}

const USER_FIELDS: readonly ["id", "email", "username", "firstName", "lastName", "isActive", "disabledUntil", "isVerified", "isStaff", "isSuperuser", "tokenVersion", "dateJoined", "lastLogin", "passwordResetRequired", "closedAt"];

export class UserCreation {
    create(user: NewUser, standing: NewStanding): Promise<User>;
    createProven(person: Pick<NewUser, 'email' | 'firstName' | 'lastName'>, sourceUrl: string | null, context: RequestContext): Promise<User | null>;
    createUnlessTaken(user: NewUser, sourceUrl: string | null, standing?: NewStanding): Promise<User | null>;
    createWaiting(email: string, sourceUrl: string | null): Promise<User | null>;
    registerUser(email: string, sourceUrl?: string | null, context?: RequestContext): Promise<Registration>;
}

export class UserDevices {
    list(input: Caller): Promise<OwnDevices>;
    remove(userId: string, id: string, context: RequestContext): Promise<void>;
}

export class UserDirectory {
    find(userId: string): Promise<User | null>;
    findByName(name: SignInName): Promise<User | null>;
}

class UserEntity {
    readonly closedAt: Date | null;
    readonly dateJoined: Date;
    readonly disabledUntil: Date | null;
    readonly email: string;
    readonly eraseAt: Date | null;
    readonly firstName: string;
    readonly id: string;
    readonly isActive: boolean;
    readonly isStaff: boolean;
    readonly isSuperuser: boolean;
    readonly isVerified: boolean;
    readonly lastLogin: Date | null;
    readonly lastName: string;
    readonly passwordHash: string | null;
    readonly passwordResetRequired: boolean;
    readonly passwordSetAt: Date | null;
    readonly phone: string | null;
    readonly phoneVerifiedAt: Date | null;
    readonly proofDueAt: Date | null;
    readonly tokenVersion: number;
    readonly username: string | null;
    readonly usernameKey: string | null;
}

type UserForm = NamesInput & {
    readonly username?: string | undefined;
};

export class UserPermissions {
    of(userId: string): Promise<readonly string[]>;
}

export class UserRegistered extends UserRegistered_base {
}

const UserRegistered_base: SignalClass<WithAddress & {
readonly isVerified: boolean;
}>;

export class UserSessionList {
    of(userId: string): Promise<readonly SessionView[]>;
}

export class UserSessions {
    deviceOf(id: string): Promise<string | null>;
    endAll(userId: string, reason: EndReason, exceptId?: string | null): Promise<void>;
    endAllWithTokens(userId: string, reason: EndReason, exceptId?: string | null): Promise<number>;
    endBeyond(userId: string, kept: number): Promise<void>;
    endByOperator(userId: string, id: string): Promise<void>;
    endOnDevice(userId: string, deviceId: string, reason: EndReason): Promise<void>;
    endReported(userId: string, id: string): Promise<void>;
    isOfTwoFactors(id: string): Promise<boolean>;
    ownerOf(id: string): Promise<string | null>;
    revoke(input: Caller, id: string, context: RequestContext): Promise<void>;
    revokeAll(input: Caller, includeCurrent: boolean, context: RequestContext): Promise<void>;
}

export class UserSignedIn extends UserSignedIn_base {
}

const UserSignedIn_base: SignalClass<OfUser & {
readonly sessionId: string;
}>;

export class UsersModule {
}

export class VerificationResending {
    resend(email: string, context: RequestContext): Promise<void>;
}

export interface Verified {
    readonly hasPassword: boolean;
    readonly hasWayIn: boolean;
}

export interface Visit {
    readonly app: VisitingApp | null;
    readonly caller: Caller | null;
    readonly next: string;
    readonly sourceUrl: string | null;
}

interface VisitingApp {
    readonly codeChallenge: string;
    readonly redirectUri: string;
}

interface WayBack {
    readonly cause: 'sign_in_reported' | 'email_change_undone';
    readonly context: RequestContext;
    readonly endReason: 'device_reported' | 'email_changed';
}

interface WithAddress extends OfUser {
    readonly email: string;
}

export type Written = Readonly<Record<string, string>>;

export class WrittenClaims {
    get names(): readonly string[] | null;
    of(subject: ClaimsSubject, transport: Transport): Promise<ExtraClaims> | null;
}


// @castellan/accounts/tables

import type { Tables } from '@castellan/data';

export const ACCOUNTS_TABLES: Tables;

