import { Clock } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { UnknownProvider } from '../errors.js';
import { OpenIdProvider } from '../open-id/open-id.provider.js';
import { FEDERATION_OPTIONS } from '../options.js';
import type { FederationRules, ProviderOptions } from '../options.js';
import { PRESETS } from '../presets/presets.js';
import { Webs } from '../web/webs.service.js';
import type { Preset } from './preset.js';
import type { Provider } from './provider.js';
import type { ProviderSettings } from './provider-settings.js';

/** What holds where neither the host nor a preset says otherwise. */
const DEFAULTS = {
  clientSecret: null,
  signingKey: null,
  scopes: ['openid', 'email', 'profile'],
  trustsEmail: null,
  signsUp: true,
  allowsPrivateAddresses: false,
};

export interface ConfiguredProvider {
  readonly settings: ProviderSettings;
  readonly provider: Provider;
}

/** The providers of the configuration. */
@Injectable()
export class Providers {
  /** In the order of the configuration. */
  readonly all: readonly ConfiguredProvider[];

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly rules: FederationRules,
    private readonly webs: Webs,
    private readonly clock: Clock,
  ) {
    this.all = rules.providers.map((options) => this.configure(options));
  }

  /** @throws UnknownProvider */
  demand(id: string): ConfiguredProvider {
    const found = this.all.find(({ settings }) => settings.id === id);
    if (!found) throw new UnknownProvider();
    return found;
  }

  private configure(options: ProviderOptions): ConfiguredProvider {
    const preset = presetOf(options.id);
    const settings = this.settingsOf(options, preset);
    const web = this.webs.open(settings.allowsPrivateAddresses);
    const provider = preset?.speaks === 'own' ? preset.open(settings, web) : new OpenIdProvider(settings, preset ?? {}, web, this.clock);
    return { settings, provider };
  }

  /** @throws TypeError for a provider of no preset that has no issuer */
  private settingsOf(options: ProviderOptions, preset: Preset | undefined): ProviderSettings {
    const { id } = options;
    const settings = { ...DEFAULTS, name: id, ...(preset && presetDefaults(preset)), ...told(options) };
    const { issuer } = settings;
    if (issuer === undefined) throw new TypeError(`The provider ${id} has no issuer, and there is no preset of that name.`);
    return { ...settings, issuer, redirectUri: this.rules.callbackUrl.replace('{provider}', id) };
  }
}

/** Without what is undefined. */
const told = (options: ProviderOptions): ProviderOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as unknown as ProviderOptions; // what was left out stays so

const presetDefaults = ({ name, issuer, scopes }: Preset) => ({ name, issuer, scopes });

const presetOf = (id: string): Preset | undefined => (Object.hasOwn(PRESETS, id) ? PRESETS[id] : undefined);
