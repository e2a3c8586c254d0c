import { OpenIdProvider } from '../provider/open-id-provider.js';
import { TestApp } from '../app/test-app.js';

/** Nobody waits for a limit. */
export const NO_PROVIDER_LIMITS = { THROTTLE_PROVIDER_BEGIN: 'off', THROTTLE_PROVIDER_LOGIN: 'off' };

export interface AppWithProvider {
  readonly app: TestApp;
  /** It is trusted to know whose address it is. */
  readonly acme: OpenIdProvider;
}

/** What an operator sets for a provider. */
export const providerEnvironment = ({ options: { id, issuer, clientId, clientSecret }, name }: OpenIdProvider): NodeJS.ProcessEnv => {
  const prefix = `PROVIDER_${id.toUpperCase()}`;
  return {
    [`${prefix}_ISSUER`]: issuer,
    [`${prefix}_CLIENT_ID`]: clientId,
    [`${prefix}_CLIENT_SECRET`]: clientSecret,
    [`${prefix}_NAME`]: name,
    [`${prefix}_TRUSTS_EMAIL`]: 'true',
  };
};

/** The real app and a provider beside it, for the tests of this block. */
export function withProvider(environment: NodeJS.ProcessEnv = {}): AppWithProvider {
  const started: { app?: TestApp; acme?: OpenIdProvider } = {};
  beforeAll(async () => {
    started.acme = await OpenIdProvider.open();
    started.app = await TestApp.start({ ...NO_PROVIDER_LIMITS, PROVIDERS: 'acme', ...providerEnvironment(started.acme), ...environment });
  });
  beforeEach(() => started.acme?.misbehave({}));
  afterAll(async () => {
    await started.app?.close();
    await started.acme?.close();
  });
  return {
    get app() {
      return there(started.app);
    },
    get acme() {
      return there(started.acme);
    },
  };
}

function there<T>(one: T | undefined): T {
  if (!one) throw new Error('It does not run yet: it is asked for outside of a test.');
  return one;
}
