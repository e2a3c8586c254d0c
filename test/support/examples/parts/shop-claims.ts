import { TokenClaims } from '@castellan/access';
import type { ClaimsSubject, ExtraClaims } from '@castellan/access';

/** Which shop a user works for, from memory: it is asked at every refresh. */
export class ShopClaims extends TokenClaims {
  constructor(private readonly shops: ReadonlyMap<string, string>) {
    super();
  }

  claimsOf({ userId }: ClaimsSubject): ExtraClaims {
    const shop = this.shops.get(userId);
    return shop === undefined ? {} : { shop };
  }
}
