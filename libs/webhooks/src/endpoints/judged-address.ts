/** An address that was judged before: as it is kept, or why it is refused. Only `WebhookEndpoints.judge` makes one that is looked at. */
export class JudgedAddress {
  private constructor(private readonly outcome: { readonly url: string } | { readonly refusal: unknown }) {}

  static async of(judging: Promise<string>): Promise<JudgedAddress> {
    return judging.then(
      (url) => new JudgedAddress({ url }),
      (refusal: unknown) => new JudgedAddress({ refusal }),
    );
  }

  /** @throws ValidationFailed, what else went wrong */
  demand(): string {
    if ('refusal' in this.outcome) throw this.outcome.refusal;
    return this.outcome.url;
  }
}
