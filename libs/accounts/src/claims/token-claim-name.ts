/** What access tokens may say to other services; `TOKEN_CLAIMS` of libs/config names the same (docs/reference/contract.md#claims-for-other-services). */
export type TokenClaimName = 'email' | 'email_verified' | 'name' | 'groups' | 'permissions';
