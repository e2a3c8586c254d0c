import type { Environment, SmsConfiguration } from './configuration.js';
import { listOf, oneOf, parseAddress } from './values.js';
import { Unreadable } from './variables.js';
import type { Variables } from './variables.js';

const PROVIDERS = ['inbox', 'twilio'] as const;
const SID_EXAMPLE = '<the account SID of the Twilio console, AC and 32 hexadecimal digits>';
const TOKEN_EXAMPLE = '<the auth token of the Twilio console>';
const FROM_EXAMPLE = '+15005550006';
const PREFIXES_EXAMPLE = '+49,+43';

/** Reads how SMS leave, and which countries they go to. `inbox` is whether the development inbox can be read. */
export function readSms(variables: Variables, environment: Environment, inbox: boolean): SmsConfiguration {
  const prefixes = variables.read('SMS_PREFIXES', null, listOf(parsePrefix), PREFIXES_EXAMPLE);
  const operatorsEmail = variables.read('OPERATORS_EMAIL', null, parseAddress, 'operators@example.com');
  return { provider: readProvider(variables, environment, inbox, prefixes ?? []), prefixes, operatorsEmail };
}

function readProvider(
  variables: Variables,
  environment: Environment,
  inbox: boolean,
  prefixes: readonly string[],
): SmsConfiguration['provider'] {
  const named = variables.read('SMS_PROVIDER', null, oneOf(PROVIDERS), 'twilio');
  if (named === 'twilio') return readTwilio(variables, prefixes);
  if (named === 'inbox' && !inbox) variables.refuse('SMS_PROVIDER', whyNoInbox(environment), 'twilio');
  // Credentials alone would look as if SMS were sent.
  if (named === null && !inbox && variables.text('TWILIO_ACCOUNT_SID') !== undefined && variables.isSound('SMS_PROVIDER')) {
    variables.refuse('SMS_PROVIDER', 'is required with TWILIO_ACCOUNT_SID', 'twilio');
  }
  return { kind: inbox ? 'inbox' : 'off' };
}

/** Every message costs money and goes to whom a stranger names: without a list of countries it is not switched on. */
function readTwilio(variables: Variables, prefixes: readonly string[]): SmsConfiguration['provider'] {
  if (prefixes.length === 0 && variables.isSound('SMS_PREFIXES')) {
    variables.refuse('SMS_PREFIXES', 'is required with SMS_PROVIDER=twilio: the countries that SMS go to', PREFIXES_EXAMPLE);
  }
  return {
    kind: 'twilio',
    accountSid: readRequired(variables, 'TWILIO_ACCOUNT_SID', /^AC[0-9a-f]{32}$/i, SID_EXAMPLE),
    authToken: readRequired(variables, 'TWILIO_AUTH_TOKEN', /^[0-9a-f]{32}$/i, TOKEN_EXAMPLE),
    from: readRequired(variables, 'TWILIO_FROM', SENDER, FROM_EXAMPLE),
  };
}

/** A number, a short code, a messaging service, or up to eleven letters and digits. */
const SENDER = /^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;

function readRequired(variables: Variables, name: string, shape: RegExp, example: string): string {
  if (variables.text(name) === undefined) variables.refuse(name, 'is required with SMS_PROVIDER=twilio', example);
  return variables.read(name, '', shaped(shape), example);
}

/** Never repeats the value: it may be a secret in the wrong place. */
function shaped(shape: RegExp) {
  return (text: string): string => {
    if (!shape.test(text)) throw new Unreadable('is not what Twilio calls by this name');
    return text;
  };
}

function parsePrefix(text: string): string {
  if (!/^\+[1-9]\d{0,6}$/.test(text))
    throw new Unreadable('must be beginnings of numbers, each a plus and up to seven digits, divided by commas');
  return text;
}

function whyNoInbox(environment: Environment): string {
  return environment === 'production'
    ? 'cannot be inbox in production: the development inbox is off'
    : 'cannot be inbox: the development inbox exists only where PUBLIC_URL is local';
}
