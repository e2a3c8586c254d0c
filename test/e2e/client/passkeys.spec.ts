import { createCastellan, orThrow, TokensInMemory } from '@castellan/client';
import type { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { withApp } from '../../support/app/with-app.js';
import { CookieJar } from '../../support/client/cookie-jar.js';
import { aKey } from '../../support/people/passkeys.js';
import { aUser } from '../../support/people/people.js';

const FRONT = 'https://app.example.com';

/** What a page calls, typed as the package is that most use: what the client gives and takes fits it without a cast. */
interface Browser {
  readonly startRegistration: typeof startRegistration;
  readonly startAuthentication: typeof startAuthentication;
}

describe('the typed client', () => {
  const app = withApp({ FRONTEND_URL: FRONT });

  it.each(['cookie', 'bearer'] as const)('takes options to a browser and its answers back, by %s', async (transport) => {
    const { email, password } = await aUser(app);
    const fetch = new CookieJar().fetchFrom(FRONT);
    const castellan = createCastellan({ baseUrl: app.base, transport, fetch, tokens: new TokensInMemory(), locks: null });
    const browser = browserWith(aKey(app));
    await orThrow(castellan.api.POST('/api/auth/login', { body: { email, password } }));

    const { options } = await orThrow(castellan.api.POST('/api/auth/passkeys/options', { body: {} }));
    const made = await browser.startRegistration({ optionsJSON: options });
    const { backup_codes: codes } = await orThrow(castellan.api.POST('/api/auth/passkeys', { body: { credential: made } }));
    expect(codes).toHaveLength(10);

    const proof = await orThrow(castellan.api.POST('/api/auth/reauthenticate/options'));
    const credential = await browser.startAuthentication({ optionsJSON: proof.options });
    await orThrow(castellan.api.POST('/api/auth/2fa/enable', { body: { credential } }));
    expect((await orThrow(castellan.api.GET('/api/auth/me'))).aal).toBe(2);
    const refused = await castellan.api.POST('/api/auth/reauthenticate', { body: { credential } });
    expect(refused.error?.code).toBe('invalid_passkey');
    expect((await castellan.api.GET('/api/auth/me')).response.status).toBe(200);

    await castellan.api.POST('/api/auth/logout');
    const { options: open, state } = await orThrow(castellan.api.POST('/api/auth/passkeys/login/options'));
    const answer = await browser.startAuthentication({ optionsJSON: open, useBrowserAutofill: true });
    const signedIn = await orThrow(castellan.api.POST('/api/auth/passkeys/login', { body: { state, credential: answer } }));
    expect(signedIn.requires_2fa).toBe(false);
    expect((await orThrow(castellan.api.GET('/api/auth/me'))).email).toBe(email);
  });
});

function browserWith(key: ReturnType<typeof aKey>): Browser {
  return {
    startRegistration: ({ optionsJSON }) => Promise.resolve(key.create(optionsJSON) as unknown as RegistrationResponseJSON),
    startAuthentication: ({ optionsJSON }) => Promise.resolve(key.get(optionsJSON) as unknown as AuthenticationResponseJSON),
  };
}
