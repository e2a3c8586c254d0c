/**
 * For lists that another lib makes: a condition in SQL, whether the user with that id has a passkey. `userId` is SQL of ours.
 * @internal
 */
export const hasPasskey = (userId: string): string => `EXISTS (SELECT FROM passkeys p WHERE p.user_id = ${userId})`;
