import { aFederatedUser, comeBack, signInWith } from '../../../../support/federation/visits.js';
import type { AppWithProvider } from '../../../../support/federation/with-provider.js';
import type { Answer, HttpClient } from '../../../../support/http/client.js';
import type { AttemptCase, Attempts } from '../../../../support/log/attempts.js';
import { NOBODY } from '../../../../support/people/operators.js';
import { aUser, signInCookie } from '../../../../support/people/people.js';
import { aPersona } from '../../../../support/provider/persona.js';

const NO_CODE = { code: 'x'.repeat(43), code_verifier: 'y'.repeat(43) };

/** Providers: as a way in, connected and disconnected. */
export const providers = (on: Attempts, both: AppWithProvider): readonly AttemptCase[] => {
  const connect = async (browser: HttpClient): Promise<Answer> => {
    const { body } = await browser.post('/api/auth/with/acme/link/');
    return comeBack(browser, await both.acme.visit(body.redirect_url));
  };
  const aBrowser = async (): Promise<HttpClient> => (await signInCookie(on.app, await aUser(on.app))).browser;
  const disconnect = (browser: HttpClient, id: string) => browser.delete(`/api/auth/identities/${id}/`);

  return [
    [
      'federated_login success null',
      'with/:provider/callback',
      async () => {
        await aFederatedUser(both);
        return signInWith(both, on.app.client());
      },
    ],
    [
      'federated_login failure account_exists',
      'with/:provider/callback, of an address that has an account',
      async () => {
        const { email } = await aUser(on.app);
        both.acme.persona = aPersona({ email, emailVerified: false });
        return signInWith(both, on.app.client());
      },
    ],
    ['federated_login failure invalid_code', 'with/exchange, wrong', () => on.post('with/exchange', NO_CODE)],
    [
      'identity_linked success null',
      'with/:provider/callback, to connect',
      async () => {
        both.acme.persona = aPersona();
        return connect(await aBrowser());
      },
    ],
    [
      'identity_linked failure identity_taken',
      'with/:provider/callback, to connect somebody else’s',
      async () => {
        await aFederatedUser(both);
        return connect(await aBrowser());
      },
    ],
    [
      'identity_removed success null',
      'identities/:id',
      async () => {
        const { browser } = await aFederatedUser(both);
        const { body } = await browser.get('/api/auth/identities/');
        return disconnect(browser, body.results[0].id);
      },
    ],
    ['identity_removed failure not_found', 'identities/:id, another’s', async () => disconnect(await aBrowser(), NOBODY)],
  ];
};
