import type { Environment, SmsConfiguration } from './configuration.js';
import { settings } from './settings.js';
import type { NamedSetting } from './settings.js';
import { listOf, oneOf, parseAddress } from './values.js';
import { taking, Unreadable } from './parse.js';
import type { Parse } from './parse.js';
import type { Variables } from './variables.js';

/** A number, a short code, a messaging service, or up to eleven letters and digits. */
const SENDER = /^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;

/** Never repeats the value: it may be a secret in the wrong place. */
function shaped(takes: string, shape: RegExp): Parse<string> {
  return taking(takes, (text) => {
    if (!shape.test(text)) throw new Unreadable('is not what Twilio calls by this name');
    return text;
  });
}

const parsePrefix = taking('the beginning of a number', (text) => {
  if (!/^\+[1-9]\d{0,6}$/.test(text))
    throw new Unreadable('must be beginnings of numbers, each a plus and up to seven digits, divided by commas');
  return text;
});

export const SMS_SETTINGS = settings({
  SMS_PROVIDER: {
    defaultInWords: 'the development inbox; off in production',
    as: oneOf(['inbox', 'twilio', 'off']),
    example: 'twilio',
    meaning: 'who sends [SMS](../guides/sms-and-mail.md#sms)',
  },
  TWILIO_ACCOUNT_SID: {
    as: shaped('`AC…`', /^AC[0-9a-f]{32}$/i),
    example: '<the account SID of the Twilio console, AC and 32 hexadecimal digits>',
    meaning: 'required with `twilio`',
  },
  TWILIO_AUTH_TOKEN: {
    as: shaped('32 hexadecimal digits', /^[0-9a-f]{32}$/i),
    example: '<the auth token of the Twilio console>',
    meaning: 'required with `twilio`',
  },
  TWILIO_FROM: {
    as: shaped('a number, a name, or a messaging service (`MG…`)', SENDER),
    example: '+15005550006',
    meaning: 'the sender; required with `twilio`',
  },
  SMS_PREFIXES: {
    defaultInWords: 'every country',
    as: listOf(parsePrefix),
    example: '+49,+43',
    meaning: 'numbers that SMS go to; required with `twilio`',
  },
  OPERATORS_EMAIL: { as: parseAddress, example: 'operators@example.com', meaning: 'who is told of attacks, and when SMS stops' },
});

/** Reads how SMS leave, and which countries they go to. `inbox` is whether the development inbox can be read. */
export function readSms(variables: Variables, environment: Environment, inbox: boolean): SmsConfiguration {
  const prefixes = variables.read(SMS_SETTINGS.SMS_PREFIXES, null);
  const operatorsEmail = variables.read(SMS_SETTINGS.OPERATORS_EMAIL, null);
  return { provider: readProvider(variables, environment, inbox, prefixes ?? []), prefixes, operatorsEmail };
}

function readProvider(
  variables: Variables,
  environment: Environment,
  inbox: boolean,
  prefixes: readonly string[],
): SmsConfiguration['provider'] {
  const named = variables.read(SMS_SETTINGS.SMS_PROVIDER, null);
  if (named === 'twilio') return readTwilio(variables, prefixes);
  if (named === 'off') return { kind: 'off' };
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
    variables.refuse(
      'SMS_PREFIXES',
      'is required with SMS_PROVIDER=twilio: the countries that SMS go to',
      SMS_SETTINGS.SMS_PREFIXES.example,
    );
  }
  return {
    kind: 'twilio',
    accountSid: readRequired(variables, SMS_SETTINGS.TWILIO_ACCOUNT_SID),
    authToken: readRequired(variables, SMS_SETTINGS.TWILIO_AUTH_TOKEN),
    from: readRequired(variables, SMS_SETTINGS.TWILIO_FROM),
  };
}

function readRequired(variables: Variables, setting: NamedSetting<string>): string {
  variables.demand(setting, 'is required with SMS_PROVIDER=twilio');
  return variables.read(setting, '');
}

function whyNoInbox(environment: Environment): string {
  return environment === 'production'
    ? 'cannot be inbox in production: the development inbox is off'
    : 'cannot be inbox: the development inbox exists only where PUBLIC_URL is local';
}
