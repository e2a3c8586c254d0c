import { randomBytes } from 'node:crypto';
import { Vault } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { WEBHOOKS_OPTIONS } from '../webhooks.options.js';
import type { WebhooksRules } from '../webhooks.options.js';

/** Of 24 to 64 bytes (Standard Webhooks, "Symmetric"). */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** What signs; at rest it is sealed, for its endpoint alone. */
@Injectable()
export class WebhookSecrets {
  private readonly vault: Vault;

  constructor(@Inject(WEBHOOKS_OPTIONS) { secretKeys }: WebhooksRules) {
    this.vault = new Vault(secretKeys, 'webhooks/secret');
  }

  /** A new one, as its receiver is told it and as it is kept. */
  make(endpointId: string): { readonly secret: string; readonly sealed: string } {
    const bytes = randomBytes(SECRET_BYTES);
    return { secret: PREFIX + bytes.toString('base64'), sealed: this.vault.seal(bytes, endpointId) };
  }

  /** @throws SealBroken */
  open(sealed: string, endpointId: string): Buffer {
    return this.vault.open(sealed, endpointId);
  }
}
