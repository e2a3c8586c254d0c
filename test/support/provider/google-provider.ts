import type { Misbehaviour } from './misbehaviour.js';
import { OpenIdProvider } from './open-id-provider.js';

/** Behaves as Google does: names itself twice, signs by RS256, and tells of a hosted domain in `hd`. */
export class GoogleProvider extends OpenIdProvider {
  protected override get habits(): Misbehaviour {
    return { claims: { azp: this.clientId, picture: 'https://lh3.googleusercontent.com/a/x' }, signs: 'RS256' };
  }
}
