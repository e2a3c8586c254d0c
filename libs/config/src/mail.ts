import type { Configuration, Environment } from './configuration.js';
import { serverUrl } from './urls.js';
import { parseMailbox } from './values.js';
import type { Variables } from './variables.js';

const SMTP_EXAMPLE = 'smtps://user:password@mail.example.com:465';
const FROM_EXAMPLE = 'Example <no-reply@example.com>';

/** Reads how mail leaves. `inbox` is whether the development inbox can be read, where mail goes without SMTP. */
export function readMail(variables: Variables, environment: Environment, inbox: boolean): Configuration['mail'] {
  const smtpUrl = variables.read('SMTP_URL', null, serverUrl('smtp', 'smtps'), SMTP_EXAMPLE);
  if (variables.text('SMTP_URL') === undefined && !inbox) variables.refuse('SMTP_URL', whyRequired(environment), SMTP_EXAMPLE);
  const from = variables.read('MAIL_FROM', 'Castellan <no-reply@localhost>', parseMailbox, FROM_EXAMPLE);
  if (variables.text('MAIL_FROM') === undefined && environment === 'production') {
    variables.refuse('MAIL_FROM', 'is required in production', FROM_EXAMPLE);
  }
  return { smtpUrl, from };
}

function whyRequired(environment: Environment): string {
  return environment === 'production'
    ? 'is required in production: the development inbox is off'
    : 'is required: the development inbox exists only where PUBLIC_URL is local';
}
