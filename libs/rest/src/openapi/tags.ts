/** The chapters of the document, in the order that somebody new reads them. A route's chapter is its controller's `@ApiTags`. */
export const TAGS: readonly (readonly [name: string, description: string])[] = [
  ['sign-up', 'An account with an address and a password, and the proof of the address.'],
  ['session', 'Sign in with a password, refresh, sign out.'],
  ['one-time codes', 'Sign in without a password, by a code sent to an address or a proven number.'],
  ['passkeys', 'Sign in by finger, face or security key; the second factor by one; the own passkeys.'],
  ['providers', 'Sign in with an account at somebody else’s, and connect it to the own one.'],
  ['2fa', 'The second factor: set-up, backup codes, and the second step of a sign-in.'],
  ['account', 'Who is signed in; closing and exporting the account.'],
  ['profile', 'What people tell about themselves, and their picture.'],
  ['password', 'Change it, or set a new one by mail.'],
  ['e-mail address', 'Move the account to another address, and undo it.'],
  ['phone', 'Prove a number, to sign in by SMS.'],
  ['sessions and devices', 'Where the account is signed in, and ending that.'],
  ['analytics', 'For staff: where users come from.'],
  ['keys', 'What other services verify access tokens with.'],
  ['service', 'Health.'],
  ['webhooks', 'What providers report.'],
];
