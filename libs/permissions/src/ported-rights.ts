/** What a user may do, on the way from one system to another. */
export interface PortedRights {
  /** Names of groups. */
  readonly groups: readonly string[];
  /** Their own, such as `users.view`, or `app_label.codename` of a Django. */
  readonly permissions: readonly string[];
}

/** A group with what its members may do. */
export interface PortedGroup {
  readonly name: string;
  readonly permissions: readonly string[];
}
