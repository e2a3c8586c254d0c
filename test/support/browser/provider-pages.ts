import { OpenIdProvider } from '../provider/open-id-provider.js';
import { aPersona } from '../provider/persona.js';
import type { Persona } from '../provider/persona.js';
import { Pages } from './pages.js';
import { Visitor } from './visitor.js';

/** What the operator calls the one that is believed, and the one that is not. */
export const TRUSTED = 'Acme';
export const STRANGE = 'Umbrella Works';

/** The pages with two providers, which ask whoever comes: one that is believed when it says whose an address is, and one that is not. */
export class ProviderPages {
  private constructor(
    readonly pages: Pages,
    readonly acme: OpenIdProvider,
    readonly umbrella: OpenIdProvider,
  ) {}

  static async start(environment: NodeJS.ProcessEnv = {}): Promise<ProviderPages> {
    const [acme, umbrella] = [await OpenIdProvider.open('Acme'), await OpenIdProvider.open('Umbrella')];
    [acme, umbrella].forEach((provider) => (provider.asksFirst = true));
    const told = {
      PROVIDERS: 'acme,umbrella',
      ...settingsOf(acme, { TRUSTS_EMAIL: 'true' }),
      ...settingsOf(umbrella, { NAME: STRANGE }),
      THROTTLE_PROVIDER_BEGIN: 'off',
      THROTTLE_PROVIDER_LOGIN: 'off',
    };
    return new ProviderPages(await Pages.start({ ...told, ...environment }, 'localhost'), acme, umbrella);
  }

  /** Has somebody be signed in at both: with an address of their own, which is theirs, unless told. */
  isAtProviders(told: Partial<Persona> = {}): Persona {
    const persona = aPersona(told);
    this.acme.persona = persona;
    this.umbrella.persona = persona;
    return persona;
  }

  async close(): Promise<void> {
    await this.pages.close();
    await Promise.all([this.acme.close(), this.umbrella.close()]);
  }
}

/** Presses the button of a provider, and answers there. */
export async function visit(visitor: Visitor, button: string, answer: 'Allow' | 'Deny' = 'Allow'): Promise<void> {
  await visitor.press(button);
  await visitor.press(answer);
}

function settingsOf({ options }: OpenIdProvider, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { id, issuer, clientId, clientSecret } = options;
  const settings = Object.entries({ ISSUER: issuer, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, NAME: TRUSTED, ...more });
  return Object.fromEntries(settings.map(([name, value]) => [`PROVIDER_${id.toUpperCase()}_${name}`, value]));
}
