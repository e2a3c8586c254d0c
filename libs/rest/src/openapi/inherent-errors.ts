import {
  NotAuthenticated,
  PermissionDenied,
  ReauthenticationRequired,
  SessionIsOver,
  TokenExpired,
  TokenInvalid,
  TwoFactorRequired,
  TwoFactorSetupRequired,
  type Requirements,
} from '@castellan/access';
import { InvalidApiKey } from '@castellan/api-keys';
import { IdempotencyConflict } from '@castellan/accounts';
import { Throttled, Unavailable, ValidationFailed, type DomainErrorClass } from '@castellan/common';
import { opensToKeys } from '../api-keys/key-demands.js';
import { CsrfRejected, MalformedJson, PayloadTooLarge, UnsupportedMediaType } from '../errors/http-errors.js';
import type { RouteFacts } from './route-facts.js';

/** The failures a route has by its nature, without naming them. */
export function inherentErrors(
  route: RouteFacts,
  takes: { readonly json: boolean; readonly parameters: boolean },
): readonly DomainErrorClass[] {
  return [
    ...(takes.json ? [ValidationFailed, MalformedJson, PayloadTooLarge, UnsupportedMediaType] : []),
    ...(takes.parameters ? [ValidationFailed] : []),
    ...(route.isIdempotent ? [ValidationFailed, IdempotencyConflict] : []),
    ...signInErrors(route.requirements ?? {}),
    ...(route.isSafe || route.takesForeignPosts ? [] : [CsrfRejected]),
    ...(route.limit && route.limit !== 'unlimited' ? [Throttled] : []),
    Unavailable,
  ];
}

function signInErrors(requirements: Requirements): readonly DomainErrorClass[] {
  const { public: open, staff, permissions, aal, recent, whileEnrolling } = requirements;
  if (open) return [];
  return [
    ...(opensToKeys(requirements) ? [InvalidApiKey] : []),
    ...[NotAuthenticated, TokenExpired, TokenInvalid, SessionIsOver],
    ...(staff || permissions ? [PermissionDenied] : []),
    ...(aal ? [TwoFactorRequired] : []),
    ...(recent ? [ReauthenticationRequired] : []),
    ...(whileEnrolling ? [] : [TwoFactorSetupRequired]),
  ];
}
