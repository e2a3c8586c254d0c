/** Where a user came from, on the way from one system to another. */
export interface PortedSource {
  readonly url: string;
  /** What it is called there; null for nothing. Taken where nobody has named it here. */
  readonly name: string | null;
  readonly description: string;
  readonly isActive: boolean;
  /** Did they register there? */
  readonly isFirst: boolean;
  readonly createdAt: Date;
}
