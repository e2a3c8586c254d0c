import { Web } from '@castellan/outbound';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { FEDERATION_OPTIONS } from '../options.js';
import type { FederationRules } from '../options.js';
import { PROVIDER_BOUNDS, providerRules } from './provider-rules.js';

/** A way out for each provider, by its own rules. */
@Injectable()
export class Webs implements OnApplicationShutdown {
  private readonly opened: Web[] = [];

  constructor(@Inject(FEDERATION_OPTIONS) private readonly rules: FederationRules) {}

  open(allowsPrivateAddresses: boolean): Web {
    const web = new Web(providerRules({ allowsLoopback: this.rules.allowsHttpOnLoopback, allowsPrivateAddresses }), PROVIDER_BOUNDS);
    this.opened.push(web);
    return web;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.opened.map((web) => web.close()));
  }
}
