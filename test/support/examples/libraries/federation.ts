import { Federation, Identities } from '@castellan/federation';
import type { ProviderAnswer } from '@castellan/federation';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Reception {
  constructor(
    private readonly federation: Federation,
    private readonly identities: Identities,
  ) {}

  /** Redirect to `url`, and keep `secret` in an HttpOnly, SameSite=Lax cookie whose name ends with `slot`. */
  leave(provider: string, next: string) {
    return this.federation.begin(provider, { next });
  }

  /** `cookies` by slot. What proves nothing is `ProviderFailed`, which Nest answers with 503; who says no is `ProviderDenied`. */
  async arrive(provider: string, answer: ProviderAnswer, cookies: ReadonlyMap<string, string>) {
    const { person, carried } = await this.federation.finish<{ next: string }>(provider, answer, (slot) => cookies.get(slot) ?? null);
    const known = await this.identities.ofPerson(person);
    return { person, next: carried.next, userId: known?.userId ?? null };
  }
}
