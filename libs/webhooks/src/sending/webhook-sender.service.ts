import { Clock, SealBroken } from '@castellan/common';
import { FailedRequest } from '@castellan/outbound';
import { Injectable } from '@nestjs/common';
import type { DueDelivery } from '../deliveries/webhook-deliveries.repository.js';
import { WebhookSecrets } from '../endpoints/webhook-secrets.js';
import { WebhookOutbox } from '../events/webhook-outbox.service.js';
import { webhookHeaders } from './webhook-signature.js';
import { WebhookWeb } from './webhook-web.service.js';

/** How one try went. */
export interface WebhookTry {
  /** Of HTTP; null where nothing came back. */
  readonly status: number | null;
  /** In our words; null where it went well. */
  readonly error: string | null;
  readonly durationMs: number;
  /** Seconds that the receiver asks for; null where it does not. */
  readonly retryAfter: number | null;
}

type Secrets = Pick<DueDelivery, 'secret' | 'formerSecret' | 'formerSecretUntil'>;
type Answer = Omit<WebhookTry, 'durationMs'>;

/** Tells an endpoint once. */
@Injectable()
export class WebhookSender {
  constructor(
    private readonly web: WebhookWeb,
    private readonly secrets: WebhookSecrets,
    private readonly outbox: WebhookOutbox,
    private readonly clock: Clock,
  ) {}

  /** Never throws for what a receiver does. */
  async send(delivery: DueDelivery): Promise<WebhookTry> {
    const began = performance.now();
    const answer = await this.tell(delivery).catch((error: unknown) => failed(reasonOf(error)));
    return { ...answer, durationMs: Math.round(performance.now() - began) };
  }

  private async tell({ id, messageId, url, endpointId, ...sealed }: DueDelivery): Promise<Answer> {
    const at = this.clock.now();
    const body = this.outbox.open(sealed.body, id);
    const secrets = secretsAt(sealed, at).map((secret) => this.secrets.open(secret, endpointId));
    const headers = webhookHeaders({ messageId, body, at }, secrets);
    const { status, retryAfter } = await this.web.tell(url, { method: 'POST', headers, body });
    return status >= 200 && status < 300 ? { status, error: null, retryAfter: null } : { ...failed(wordsOf(status)), status, retryAfter };
  }
}

/** Sealed: the one that holds, and the one before it for a while. */
function secretsAt({ secret, formerSecret, formerSecretUntil }: Secrets, at: Date): readonly string[] {
  const isBoth = formerSecret !== null && formerSecretUntil !== null && formerSecretUntil > at;
  return isBoth ? [secret, formerSecret] : [secret];
}

const failed = (error: string): Answer => ({ status: null, error, retryAfter: null });

function reasonOf(error: unknown): string {
  if (error instanceof FailedRequest) return error.reason;
  if (error instanceof SealBroken) return 'its secret or its body does not open with SECRET_KEY';
  throw error;
}

function wordsOf(status: number): string {
  return status >= 300 && status < 400 ? `it answered ${status}, and redirects are not followed` : `it answered ${status}`;
}
