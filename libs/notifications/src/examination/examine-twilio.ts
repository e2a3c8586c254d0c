import { fault, type Finding, needed, ok, warning } from '@castellan/common';
import type { TwilioAccount } from '../sms/sms.options.js';

const TIMEOUT_MS = 5_000;

/** Asks Twilio for the account; nothing is sent, and nothing paid. @internal */
export async function examineTwilio({ accountSid, authToken, apiUrl }: TwilioAccount): Promise<Finding> {
  const { default: twilio } = await needed('twilio', 'SMS by Twilio', () => import('twilio'));
  const client = twilio(accountSid, authToken, { autoRetry: false, timeout: TIMEOUT_MS, logLevel: 'none' });
  if (apiUrl) client.api.baseUrl = apiUrl;
  try {
    const { status } = await client.api.v2010.accounts(accountSid).fetch();
    return status === 'active' ? ok('SMS', 'Twilio knows the account') : warning('SMS', `Twilio says that the account is ${status}`);
  } catch (error) {
    return refused(error);
  }
}

/** By its code: the words of what is thrown are Twilio's, or name what was asked. */
function refused(error: unknown): Finding {
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown };
  if (status === 401 || status === 404)
    return fault('SMS', 'Twilio refuses the account and its token', 'set: TWILIO_ACCOUNT_SID=AC…', 'set: TWILIO_AUTH_TOKEN=…');
  const reason = [status, code].filter((part) => typeof part === 'number' || (typeof part === 'string' && /^\w{1,40}$/.test(part)));
  return fault('SMS', `Twilio cannot be reached: ${reason.join(' ') || 'no answer'}`);
}
