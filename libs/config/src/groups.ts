import { ACCOUNT_SETTINGS } from './accounts.js';
import { ADDRESS_SETTINGS } from './addresses.js';
import { BRAND_SETTINGS } from './brand.js';
import { COOKIE_SETTINGS } from './cookies.js';
import { ENCRYPTION_SETTINGS } from './encryption.js';
import { FEDERATION_SETTINGS } from './federation.js';
import { HTTP_SETTINGS } from './http.js';
import { SERVICE_SETTINGS } from './load-configuration.js';
import { MAIL_SETTINGS } from './mail.js';
import { NETWORK_SETTINGS } from './network.js';
import { OTP_SETTINGS } from './otp.js';
import { PANEL_SETTINGS } from './panel-address.js';
import { PASSKEY_SETTINGS } from './passkeys.js';
import { PASSWORD_SETTINGS } from './passwords.js';
import { PROVIDER_SETTINGS } from './providers.js';
import { SECRET_SETTINGS } from './secret.js';
import type { NamedSetting } from './settings.js';
import { SMS_SETTINGS } from './sms.js';
import { STORE_SETTINGS } from './stores.js';
import { SUPERUSER_SETTINGS } from './superuser.js';
import { LIMIT_SETTINGS } from './limits.js';
import { FLOOR_SETTINGS, TOKEN_SETTINGS } from './tokens.js';
import { TWO_FACTOR_SETTINGS } from './two-factor.js';
import { WEBHOOK_SETTINGS } from './webhooks.js';

/** Every variable, by subject and in the order in which an operator meets them. */
export const SETTING_GROUPS: Readonly<Record<string, Readonly<Record<string, NamedSetting<unknown>>>>> = {
  'The service': SERVICE_SETTINGS,
  "The product's own name": BRAND_SETTINGS,
  Addresses: { ...ADDRESS_SETTINGS, ...PANEL_SETTINGS },
  'What is listened on': NETWORK_SETTINGS,
  HTTP: HTTP_SETTINGS,
  Stores: { ...STORE_SETTINGS, ...ENCRYPTION_SETTINGS },
  Secrets: { ...SECRET_SETTINGS, ...SUPERUSER_SETTINGS },
  'Mail and SMS': { ...MAIL_SETTINGS, ...SMS_SETTINGS },
  Accounts: ACCOUNT_SETTINGS,
  Passwords: PASSWORD_SETTINGS,
  'Tokens and cookies': { ...TOKEN_SETTINGS, ...COOKIE_SETTINGS },
  'Second factors': TWO_FACTOR_SETTINGS,
  Passkeys: PASSKEY_SETTINGS,
  'Signing in with others': { ...FEDERATION_SETTINGS, ...PROVIDER_SETTINGS },
  'One-time codes': OTP_SETTINGS,
  Webhooks: WEBHOOK_SETTINGS,
  Limits: { ...LIMIT_SETTINGS, ...FLOOR_SETTINGS },
};

/** What each variable is where it is not set, as the page says, by name; those without a fixed default are not among them. */
export function documentedDefaults(): ReadonlyMap<string, unknown> {
  const every = Object.values(SETTING_GROUPS).flatMap((group) => Object.values(group));
  return new Map(every.flatMap(({ name, as, byDefault }) => (byDefault === undefined ? [] : [[name, as(byDefault)] as const])));
}
