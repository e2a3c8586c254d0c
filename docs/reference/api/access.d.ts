// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/access

import type { ArgumentsHost } from '@nestjs/common';
import type { CacheUse } from '@castellan/common';
import type { Clock } from '@castellan/common';
import { DomainError } from '@castellan/common';
import { DomainErrorClass } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import { IAuthGuard } from '@nestjs/passport';
import type { IncomingHttpHeaders } from 'node:http';
import type { ModuleMetadata } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { Strategy } from 'passport-jwt';
import { Type } from '@nestjs/passport';
import type { Type as Type_2 } from '@nestjs/common';

export const ACCESS_OPTIONS: unique symbol;

export const ACCESS_TOKEN_TTL_MS: number;

export interface AccessClaims {
    readonly aal: AssuranceLevel;
    readonly amr: readonly string[];
    readonly aud: string;
    readonly auth_time: number;
    readonly exp: number;
    readonly iat: number;
    readonly iss: string;
    readonly jti: string;
    readonly sid: string;
    readonly step: number;
    readonly sub: string;
    readonly token_type: 'access';
    readonly ver: number;
}

export class AccessErrorsFilter implements ExceptionFilter<DomainError> {
    catch(error: DomainError, host: ArgumentsHost): unknown;
}

export class AccessModule {
    static forRoot(given: AccessOptions & AccessPorts): DynamicModule;
    static forRootAsync(given: AccessOptionsLater): DynamicModule;
}

export interface AccessOptions {
    readonly acceptsRevokedTokens?: boolean;
    readonly accessCookie?: string | null;
    readonly accessTtlMs?: number;
    readonly audience?: string;
    readonly issuer: string;
    readonly keys?: VerificationKeys;
    readonly ownApi?: boolean;
    readonly passportName?: string | null;
    readonly recentMs?: number;
    readonly requestOf?: (context: ExecutionContext) => TokenRequest | null;
    readonly revocations?: RevocationsOptions;
    readonly sessions?: SessionState;
}

export interface AccessOptionsLater extends AccessPorts, Pick<FactoryProvider<AccessOptions>, 'inject' | 'useFactory'> {
}

export interface AccessPorts {
    readonly clock?: 'own' | 'provided';
    readonly imports?: ModuleMetadata['imports'];
}

export interface AccessRules extends AccessOptions {
    readonly accessCookie: string | null;
    readonly accessTtlMs: number;
    readonly audience: string;
    readonly recentMs: number;
}

export function accessRules(options: AccessOptions): AccessRules;

export class AccessTokenStrategy extends Strategy {
    authenticate(request: TokenRequest): void;
    recall(input: TokenRequest): Authenticated | null;
}

export type AssuranceLevel = 1 | 2;

export interface Authenticated {
    readonly caller: Caller;
    readonly standing: Standing | null;
}

export function authenticatedBy(request: object): Authenticated | null;

export function authenticatedOf(context: ExecutionContext): Authenticated | null;

export class AuthGuard extends (Type<IAuthGuard>) {
    canActivate(context: ExecutionContext): Promise<boolean>;
    getRequest(context: ExecutionContext): TokenRequest;
    handleRequest<T = Authenticated>(error: unknown, _caller: T, found: unknown, context: ExecutionContext): T;
}

export interface Caller {
    readonly aal: AssuranceLevel;
    readonly amr: readonly string[];
    readonly authTime: number;
    readonly claims: AccessClaims & Readonly<Record<string, unknown>>;
    readonly sessionId: string;
    readonly step: number;
    readonly userId: string;
    readonly version: number;
}

type CallerDecorator = (...pipes: readonly (Type_2<PipeTransform> | PipeTransform)[]) => ParameterDecorator;

export class ClaimedStanding implements Standing {
    constructor(claims: Claims);
    hasPermission(permission: string): boolean;
    readonly isStaff = false;
    readonly mustEnrol = false;
    get without(): WithoutPermissions | null;
}

type Claims = Readonly<Record<string, unknown>>;

export interface ClaimsSubject {
    readonly aal: AssuranceLevel;
    readonly amr: readonly string[];
    readonly authTime: Date;
    readonly sessionId: string;
    readonly userId: string;
}

export const CurrentCaller: CallerDecorator;

export const END_REASONS: readonly ["logout", "expired_idle", "expired_absolute", "password_changed", "password_reset", "email_changed", "reuse_detected", "user_revoked", "admin_revoked", "device_reported", "account_disabled", "session_limit"];

export type EndReason = (typeof END_REASONS)[number];

export type ExtraClaims = Readonly<Record<string, unknown>>;

interface FollowerOptions extends RevocationsOptions {
    readonly accessTtlMs: number;
    readonly issuer: string;
}

export interface IssuedToken {
    readonly expiresAt: Date;
    readonly token: string;
}

export const LONGEST_ACCESS_TOKEN_TTL_MS: number;

export class NotAuthenticated extends (DomainErrorClass) {
}

export const PASSPORT_NAME = "castellan-access";

export class PermissionDenied extends (DomainErrorClass) {
}

export function presentedToken(headers: TokenRequest['headers'], cookieName: string | null): string | null;

export const Public: () => MethodDecorator & ClassDecorator;

export class PublishedKeys extends VerificationKeys {
    constructor(url: string, clock?: Clock);
    find(kid: string): VerificationKey | undefined;
    reload(): Promise<void>;
    tokenClaims(): Promise<readonly string[] | null>;
}

export class ReauthenticationRequired extends (DomainErrorClass) {
}

export const RECENT_AUTH_MS: number;

export function requestOf(context: ExecutionContext): TokenRequest | null;

export interface Requirements {
    readonly aal?: AssuranceLevel;
    readonly permissions?: readonly string[];
    readonly public?: true;
    readonly recent?: true;
    readonly staff?: true;
    readonly whileEnrolling?: true;
}

export function requirementsOf(controller: Target, handler: object): Requirements | undefined;

export const RequiresAuth: (options?: {
    readonly aal?: AssuranceLevel;
    readonly whileEnrolling?: true;
}) => MethodDecorator & ClassDecorator;

export const RequiresPermission: (permission: string) => MethodDecorator & ClassDecorator;

export const RequiresRecentAuth: () => MethodDecorator & ClassDecorator;

export const RequiresStaff: () => MethodDecorator & ClassDecorator;

export const RESERVED_CLAIMS: ReadonlySet<string>;

export class RevocationFollower extends SessionState {
    constructor(input: FollowerOptions, clock?: Clock);
    check(claims: AccessClaims): Standing | Promise<Standing>;
    get health(): {
        readonly known: number;
        readonly isCut: boolean;
    };
    readonly isByClaims = true;
    recall(claims: AccessClaims): Standing | null;
}

export interface RevocationsOptions {
    readonly key: string;
    readonly url?: string;
    readonly whenCut: WhenCut;
}

export class SessionIsOver extends (DomainErrorClass) {
}

export abstract class SessionState {
    abstract check(claims: AccessClaims): Standing | Promise<Standing>;
    readonly isByClaims?: boolean;
    recall?(claims: AccessClaims): Standing | null;
}

export interface SigningKey {
    readonly kid: string;
    readonly privateKey: string;
}

export abstract class SigningKeySource {
    abstract signingKey(): SigningKey;
}

export interface Standing {
    hasPermission(permission: string): boolean;
    readonly isStaff: boolean;
    readonly mustEnrol: boolean;
}

type Target = abstract new (...args: never[]) => unknown;

export abstract class TokenClaims {
    abstract claimsOf(subject: ClaimsSubject): ExtraClaims | Promise<ExtraClaims>;
}

export class TokenExpired extends (DomainErrorClass) {
}

export class TokenInvalid extends (DomainErrorClass) {
}

export class TokenIssuer {
    issue(subject: TokenSubject, extra?: ExtraClaims): IssuedToken;
}

export interface TokenRequest {
    readonly headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'>;
}

export interface TokenSubject {
    readonly aal: AssuranceLevel;
    readonly amr: readonly string[];
    readonly authTime: Date;
    readonly sessionId: string;
    readonly step: number;
    readonly userId: string;
    readonly version: number;
}

export class TokenVerifier {
    recall(token: string): AccessClaims | null;
    verify(token: string): AccessClaims | Promise<AccessClaims>;
}

export type Transport = 'cookie' | 'bearer';

export class TwoFactorRequired extends (DomainErrorClass) {
}

export class TwoFactorSetupRequired extends (DomainErrorClass) {
}

export interface VerificationKey {
    readonly kid: string;
    readonly publicKey: string;
}

export abstract class VerificationKeys {
    abstract find(kid: string): VerificationKey | undefined;
    abstract reload(): Promise<void>;
    tokenClaims?(): Promise<readonly string[] | null>;
}

export type WhenCut =
/** Every token is refused with 503 until the feed is back. */
'refuse'
/** Tokens are taken by what is known for so long (`'60s'`, `'5m'`, or ms), and refused with 503 after. */
| {
    readonly acceptFor: string | number;
};

export type WithoutPermissions = 'missing' | 'omitted' | 'unreadable';


// @castellan/access/testing

import type { CacheUse } from '@castellan/common';
import { Clock } from '@castellan/common';
import type { ExecutionContext } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';

interface AccessClaims {
    readonly aal: AssuranceLevel;
    readonly amr: readonly string[];
    readonly aud: string;
    readonly auth_time: number;
    readonly exp: number;
    readonly iat: number;
    readonly iss: string;
    readonly jti: string;
    readonly sid: string;
    readonly step: number;
    readonly sub: string;
    readonly token_type: 'access';
    readonly ver: number;
}

interface AccessOptions {
    readonly acceptsRevokedTokens?: boolean;
    readonly accessCookie?: string | null;
    readonly accessTtlMs?: number;
    readonly audience?: string;
    readonly issuer: string;
    readonly keys?: VerificationKeys;
    readonly ownApi?: boolean;
    readonly passportName?: string | null;
    readonly recentMs?: number;
    readonly requestOf?: (context: ExecutionContext) => TokenRequest | null;
    readonly revocations?: RevocationsOptions;
    readonly sessions?: SessionState;
}

interface AccessRules extends AccessOptions {
    readonly accessCookie: string | null;
    readonly accessTtlMs: number;
    readonly audience: string;
    readonly recentMs: number;
}

export class AccessTesting {
    constructor();
    actingAs(app: Pick<INestApplicationContext, 'get'>, options?: TestCallerOptions): TestCaller;
    replace<B extends AccessTestingBuilder>(builder: B): B;
}

export interface AccessTestingBuilder {
    overrideProvider(token: unknown): {
        useFactory(options: {
            readonly factory: (rules: AccessRules, clock: Clock) => TokenVerifier | null;
            readonly inject: unknown[];
        }): unknown;
    };
}

type AssuranceLevel = 1 | 2;

interface RevocationsOptions {
    readonly key: string;
    readonly url?: string;
    readonly whenCut: WhenCut;
}

abstract class SessionState {
    abstract check(claims: AccessClaims): Standing | Promise<Standing>;
    readonly isByClaims?: boolean;
    recall?(claims: AccessClaims): Standing | null;
}

interface Standing {
    hasPermission(permission: string): boolean;
    readonly isStaff: boolean;
    readonly mustEnrol: boolean;
}

export interface TestCaller {
    readonly headers: {
        readonly authorization: string;
    };
    readonly sessionId: string;
    readonly token: string;
    readonly userId: string;
}

export interface TestCallerOptions {
    readonly aal?: AssuranceLevel;
    readonly expired?: boolean;
    readonly permissions?: readonly string[];
    readonly recent?: boolean;
    readonly sessionId?: string;
    readonly userId?: string;
}

interface TokenRequest {
    readonly headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'>;
}

class TokenVerifier {
    recall(token: string): AccessClaims | null;
    verify(token: string): AccessClaims | Promise<AccessClaims>;
}

interface VerificationKey {
    readonly kid: string;
    readonly publicKey: string;
}

abstract class VerificationKeys {
    abstract find(kid: string): VerificationKey | undefined;
    abstract reload(): Promise<void>;
    tokenClaims?(): Promise<readonly string[] | null>;
}

type WhenCut =
/** Every token is refused with 503 until the feed is back. */
'refuse'
/** Tokens are taken by what is known for so long (`'60s'`, `'5m'`, or ms), and refused with 503 after. */
| {
    readonly acceptFor: string | number;
};

