/**
 * For lists that another lib makes: a condition in SQL, whether the user with that id has an identity; of one provider, where `provider` is
 * given. Both are SQL of ours.
 * @internal
 */
export const hasIdentity = (userId: string, provider: string | null = null): string =>
  `EXISTS (SELECT FROM identities i WHERE i.user_id = ${userId}${provider === null ? '' : ` AND i.provider = ${provider}`})`;
