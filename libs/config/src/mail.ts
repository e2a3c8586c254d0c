import type { Configuration, Environment } from './configuration.js';
import { settings } from './settings.js';
import { serverUrl } from './urls.js';
import { parseMailbox } from './values.js';
import type { Variables } from './variables.js';

export const MAIL_SETTINGS = settings({
  SMTP_URL: {
    defaultInWords: 'the development inbox',
    as: serverUrl('smtp', 'smtps'),
    example: 'smtps://user:password@mail.example.com:465',
    meaning: '[the mail server](../guides/sms-and-mail.md#mail)',
    isRequiredInProduction: true,
  },
  MAIL_FROM: {
    byDefault: 'Castellan <no-reply@localhost>',
    as: parseMailbox,
    example: 'Example <no-reply@example.com>',
    meaning: 'the sender',
    isRequiredInProduction: true,
  },
});

/** Reads how mail leaves. `inbox` is whether the development inbox can be read, where mail goes without SMTP. */
export function readMail(variables: Variables, environment: Environment, inbox: boolean): Configuration['mail'] {
  const smtpUrl = variables.read(MAIL_SETTINGS.SMTP_URL, null);
  if (!inbox) variables.demand(MAIL_SETTINGS.SMTP_URL, whyRequired(environment));
  const from = variables.take(MAIL_SETTINGS.MAIL_FROM);
  if (environment === 'production') variables.demand(MAIL_SETTINGS.MAIL_FROM);
  return { smtpUrl, from };
}

function whyRequired(environment: Environment): string {
  return environment === 'production'
    ? 'is required in production: the development inbox is off'
    : 'is required: the development inbox exists only where PUBLIC_URL is local';
}
