/** Whose password it will be; the policy refuses what others could guess from it. */
export interface PasswordOwner {
  readonly email: string;
  readonly username?: string | null;
  readonly firstName?: string;
  readonly lastName?: string;
}
