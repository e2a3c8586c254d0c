import { AddressPlaces } from '@castellan/accounts';

/** Places from a service of our own. */
export class Atlas extends AddressPlaces {
  constructor(private readonly url: string) {
    super();
  }

  async placeOf(ip: string): Promise<string | null> {
    const answer = await fetch(`${this.url}/${ip}`, { signal: AbortSignal.timeout(1_000) });
    return answer.ok ? answer.text() : null;
  }
}
