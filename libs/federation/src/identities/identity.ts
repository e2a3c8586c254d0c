/** Who a user is elsewhere. */
export interface Identity {
  readonly id: string;
  readonly userId: string;
  /** The provider's id in the configuration. */
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  /** As the provider told it last; says nothing of who it belongs to. */
  readonly email: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}
