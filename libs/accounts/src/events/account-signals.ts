import type { EndReason } from '@castellan/access';
import { signal } from '@castellan/signals';

interface OfUser {
  readonly userId: string;
}
interface WithAddress extends OfUser {
  /** As it is now, in lower case. */
  readonly email: string;
}

/** There is a new account, however it was made. Its address is proven already when it was made by a code, or by an operator who said so. */
export class UserRegistered extends signal<WithAddress & { readonly isVerified: boolean }>('user_registered') {}

/** The address was proven for the first time. */
export class EmailVerified extends signal<WithAddress>('email_verified') {}

/** A session was made. */
export class UserSignedIn extends signal<OfUser & { readonly sessionId: string }>('user_signed_in') {}

/** A first or a second factor was refused. `userId` is null when nobody is known by what was typed; `reason` is the one of `auth_events`. A refusal has no transaction. */
export class SignInFailed extends signal<{ readonly userId: string | null; readonly reason: string }>('sign_in_failed', {
  isTransactional: false,
}) {}

/** A session was ended: by its user, by an operator, or by what happened to the account. None is told of sessions that expire. */
export class SessionEnded extends signal<OfUser & { readonly sessionId: string; readonly reason: EndReason }>('session_ended') {}

/** By the user, or by an operator. */
export class PasswordChanged extends signal<OfUser>('password_changed') {}

/** By a mailed link. */
export class PasswordWasReset extends signal<OfUser>('password_reset') {}

/** The account has another address from now on; also when a change was undone. */
export class EmailChanged extends signal<WithAddress>('email_changed') {}

/** A number was proven, or taken away. */
export class PhoneChanged extends signal<OfUser>('phone_changed') {}

/** Confirmed with the first code of an authenticator. */
export class TwoFactorEnabled extends signal<OfUser>('two_factor_enabled') {}

/** By the user, by an operator, or because the first proof of the address dropped what was set up before. */
export class TwoFactorDisabled extends signal<OfUser>('two_factor_disabled') {}

/** The user has one more, which signs in from now on. */
export class PasskeyAdded extends signal<OfUser>('passkey_added') {}

/** By the user, by an operator, by a way back that takes away what is young, or by the first proof of the address. */
export class PasskeyRemoved extends signal<OfUser>('passkey_removed') {}

/** Somebody at a provider signs in to the account from now on: the user linked them, or a provider that is trusted vouched for the address. */
export class IdentityLinked extends signal<OfUser>('identity_linked') {}

/** By the user, by an operator, by a way back that takes away what is young, or by the first proof of the address. */
export class IdentityRemoved extends signal<OfUser>('identity_removed') {}

/** Names, profile or picture. */
export class ProfileChanged extends signal<OfUser>('profile_changed') {}

/** By an operator. */
export class AccountDisabled extends signal<OfUser>('account_disabled') {}

/** By an operator. */
export class AccountEnabled extends signal<OfUser>('account_enabled') {}

/** Its owner closed it; it is erased later unless they come back. */
export class AccountClosed extends signal<OfUser>('account_closed') {}

/** Its owner came back. */
export class AccountReopened extends signal<OfUser>('account_reopened') {}

/** The row is gone, and what hangs on it by foreign keys: what others keep of the user must go too. */
export class AccountErased extends signal<OfUser>('account_erased') {}
