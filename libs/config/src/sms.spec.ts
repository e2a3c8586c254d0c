import { ConfigurationError } from './faults.js';
import type { Fault } from './faults.js';
import type { SmsConfiguration } from './configuration.js';
import { readSms } from './sms.js';
import { Variables } from './variables.js';

const TOKEN = '0123456789abcdef0123456789abcdef';
const TWILIO = {
  SMS_PROVIDER: 'twilio',
  TWILIO_ACCOUNT_SID: `AC${TOKEN}`,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_FROM: 'MG0123456789abcdef0123456789abcdef',
  SMS_PREFIXES: '+49, +43',
};

function read(env: NodeJS.ProcessEnv, inbox = false): SmsConfiguration {
  const variables = new Variables(env);
  const sms = readSms(variables, inbox ? 'development' : 'production', inbox);
  variables.close();
  return sms;
}

function faultsOf(env: NodeJS.ProcessEnv): readonly Fault[] {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

const faultyNames = (env: NodeJS.ProcessEnv): string[] => faultsOf(env).map(({ name }) => name);

describe(readSms.name, () => {
  it('keeps SMS in the inbox where there is one, else off', () => {
    expect(read({}, true).provider).toEqual({ kind: 'inbox' });
    expect(read({}).provider).toEqual({ kind: 'off' });
  });

  it('takes Twilio with all it needs', () => {
    expect(read(TWILIO)).toEqual({
      provider: { kind: 'twilio', accountSid: TWILIO.TWILIO_ACCOUNT_SID, authToken: TOKEN, from: TWILIO.TWILIO_FROM },
      prefixes: ['+49', '+43'],
      operatorsEmail: null,
    });
  });

  it('refuses Twilio without a list of countries (pumping), with the line to set', () => {
    expect(faultsOf({ ...TWILIO, SMS_PREFIXES: '' })).toEqual([
      expect.objectContaining({ name: 'SMS_PREFIXES', change: 'SMS_PREFIXES=+49,+43' }),
    ]);
    expect(faultyNames({ ...TWILIO, SMS_PREFIXES: ' , ' })).toEqual(['SMS_PREFIXES']);
  });

  it.each(['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'])('refuses Twilio without a good %s, which is not repeated', (name) => {
    expect(faultyNames({ ...TWILIO, [name]: '' })).toEqual([name]);
    const faults = faultsOf({ ...TWILIO, [name]: 'hunter2-hunter2' });
    expect(faults.map((fault) => fault.name)).toEqual([name]);
    expect(new ConfigurationError(faults).message).not.toContain('hunter2');
  });

  it.each(['+15005550006', '12345', 'Castellan'])('takes the sender %s', (from) => {
    expect(read({ ...TWILIO, TWILIO_FROM: from }).provider).toMatchObject({ from });
  });

  it('is off where it is told so, in the middle of an attack with all credentials in place', () => {
    expect(read({ SMS_PROVIDER: 'off', TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}` }).provider).toEqual({ kind: 'off' });
  });

  it('is not off in silence when its credentials are there', () => {
    expect(faultsOf({ ...TWILIO, SMS_PROVIDER: '' })).toEqual([
      expect.objectContaining({ name: 'SMS_PROVIDER', change: 'SMS_PROVIDER=twilio' }),
    ]);
  });
});
