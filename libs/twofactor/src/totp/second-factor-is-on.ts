/**
 * For lists that another lib makes: a condition in SQL, whether two-step sign-in of the user with that id is on. `userId` is SQL of ours.
 * @internal
 */
export const secondFactorIsOn = (userId: string): string =>
  `EXISTS (SELECT FROM two_factor f WHERE f.user_id = ${userId} AND f.enabled_at IS NOT NULL)`;
