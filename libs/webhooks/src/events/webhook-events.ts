import {
  AccountClosed,
  AccountDisabled,
  AccountEnabled,
  AccountErased,
  AccountReopened,
  EmailChanged,
  EmailVerified,
  IdentityLinked,
  IdentityRemoved,
  PasskeyAdded,
  PasskeyRemoved,
  PasswordChanged,
  PasswordWasReset,
  PhoneChanged,
  ProfileChanged,
  SessionEnded,
  SignInFailed,
  TwoFactorDisabled,
  TwoFactorEnabled,
  UserRegistered,
  UserSignedIn,
} from '@castellan/accounts';

/** The signals of accounts, each by its own name. */
export const SIGNALS = {
  user_registered: UserRegistered,
  email_verified: EmailVerified,
  user_signed_in: UserSignedIn,
  sign_in_failed: SignInFailed,
  session_ended: SessionEnded,
  password_changed: PasswordChanged,
  password_reset: PasswordWasReset,
  email_changed: EmailChanged,
  phone_changed: PhoneChanged,
  two_factor_enabled: TwoFactorEnabled,
  two_factor_disabled: TwoFactorDisabled,
  passkey_added: PasskeyAdded,
  passkey_removed: PasskeyRemoved,
  identity_linked: IdentityLinked,
  identity_removed: IdentityRemoved,
  profile_changed: ProfileChanged,
  account_disabled: AccountDisabled,
  account_enabled: AccountEnabled,
  account_closed: AccountClosed,
  account_reopened: AccountReopened,
  account_erased: AccountErased,
} as const;

/** What an endpoint can be told: the name of a signal, one of `WEBHOOK_EVENTS`. */
export type WebhookEvent = keyof typeof SIGNALS;

/** All that there is to be told, in the order of the contract. */
export const WEBHOOK_EVENTS = Object.keys(SIGNALS) as readonly WebhookEvent[]; // keys of the table above

export const isWebhookEvent = (name: string): name is WebhookEvent => Object.hasOwn(SIGNALS, name);
