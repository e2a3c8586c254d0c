/** Folds an address for storage and look-up: NFC, lower case, no blanks around. One person, one account, however it is typed. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** Folds a username for comparison: compatibility forms and case do not make another person (Unicode TR 36). */
export function usernameKey(username: string): string {
  return username.normalize('NFKC').toLowerCase();
}
