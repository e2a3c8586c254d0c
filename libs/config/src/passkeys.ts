import { isIP } from 'node:net';
import type { Configuration, PasskeyConfiguration } from './configuration.js';
import { durationWithin, HOUR, SECOND } from './durations.js';
import { taking, Unreadable } from './parse.js';
import { settings } from './settings.js';
import type { Variables } from './variables.js';

const LABEL = /^(?!-)[a-z\d-]{1,63}(?<!-)$/;

/** Reads a domain as browsers spell it: letters beyond ASCII are Punycode (WebAuthn level 3, §5.1.2: a valid domain string). */
const parseDomain = taking('a domain', (text) => {
  const domain = text.toLowerCase();
  if (!domain.split('.').every((label) => LABEL.test(label))) {
    throw new Unreadable('is not a domain: no scheme, no port, no path, and xn--… for letters beyond a to z');
  }
  return domain;
});

export const PASSKEY_SETTINGS = settings({
  PASSKEY_RP_ID: {
    defaultInWords: 'the host of `$FRONTEND_URL`',
    as: parseDomain,
    example: 'example.com',
    meaning:
      'the domain that [passkeys](../guides/passkeys.md) are made for: that host, or a parent domain of it. Another one later makes all of them worthless',
  },
  PASSKEY_CHALLENGE_TTL: {
    byDefault: '300s',
    as: durationWithin({ min: 30 * SECOND, max: HOUR }),
    meaning: 'how long a question to a passkey waits for its answer',
  },
});

/** Reads for whom passkeys are made (docs/reference/contract.md#passkeys). */
export function readPasskeys(variables: Variables, { frontendUrl }: Pick<Configuration, 'frontendUrl'>): PasskeyConfiguration {
  const host = new URL(frontendUrl).hostname;
  const told = variables.read(PASSKEY_SETTINGS.PASSKEY_RP_ID, null);
  if (told !== null && variables.isSound('FRONTEND_URL')) refuseForeign(variables, told, host);
  return {
    rpId: told ?? host,
    areUsable: !isAddress(told ?? host),
    challengeTtlMs: variables.told(PASSKEY_SETTINGS.PASSKEY_CHALLENGE_TTL),
  };
}

/** Whether browsers take these passkeys on pages at this address. */
export function arePasskeysTakenAt(address: string, { rpId, areUsable }: Pick<PasskeyConfiguration, 'rpId' | 'areUsable'>): boolean {
  return areUsable && isWithin(new URL(address).hostname, rpId);
}

/** Browsers would refuse every passkey for another domain than their own (WebAuthn level 3, §5.1.3, step 8). */
const isWithin = (host: string, rpId: string): boolean => host === rpId || host.endsWith(`.${rpId}`);

function refuseForeign(variables: Variables, rpId: string, host: string): void {
  const { name } = PASSKEY_SETTINGS.PASSKEY_RP_ID;
  if (isAddress(host)) {
    variables.refuse(name, 'needs a FRONTEND_URL with a host name: browsers make no passkey for an IP address', '');
  } else if (!isWithin(host, rpId)) {
    variables.refuse(name, `is neither the host of FRONTEND_URL nor a parent domain of it`, host);
  } else if (rpId !== host && !rpId.includes('.')) {
    variables.refuse(name, 'is a top-level domain, which belongs to nobody', host);
  }
}

/** An IP address: browsers know no passkeys there (WebAuthn level 3, §5.1.3, step 7). */
const isAddress = (host: string): boolean => isIP(host.replace(/^\[|\]$/g, '')) !== 0;
