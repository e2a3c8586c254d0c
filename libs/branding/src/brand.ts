/** A picture that stands for the product, as it is served. */
export interface Logo {
  readonly bytes: Buffer;
  readonly type: 'image/svg+xml' | 'image/png';
  /** Of its bytes, for an address that is cached for ever. */
  readonly hash: string;
}

/** What the product is called and looks like, of whoever runs it. None of it is escaped. */
export interface Brand {
  readonly name: string;
  readonly logo: Logo | null;
  /** `#rrggbb`, readable on white. */
  readonly color: string;
  readonly supportEmail: string | null;
  readonly termsUrl: string | null;
  readonly privacyUrl: string | null;
}

/** What it is called and looks like where nobody says so. */
export const OUR_BRAND: Brand = { name: 'Castellan', logo: null, color: '#4f46e5', supportEmail: null, termsUrl: null, privacyUrl: null };
