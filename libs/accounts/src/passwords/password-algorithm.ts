/**
 * Port: how new passwords are stored. By default bcrypt or Argon2id, as the options say, on threads of their own. What is stored in
 * another way (ours, Django's) is still verified by us, and stored anew by this at the next sign-in.
 *
 * Called in no transaction. Every refusal spends one `verify` of yours, for unknown users too, of a string of yours that fits nobody: it
 * must take as long as any, whether or not the password is right. Sixty-four are under way at most; beyond them clients hear 503. It should
 * not hold up the event loop: use threads. One that stores the password itself, or only the beginning of it, stops the start.
 */
export abstract class PasswordAlgorithm {
  /** What your stored strings begin with, ending in `$`; not what those begin with that we read already. */
  abstract readonly prefix: string;

  /**
   * The string to store: your prefix, then anything of up to 500 characters in all, salted. When it throws, gives anything else, or takes
   * longer than ten seconds, the password is stored by our default, and the log says so.
   * @param password in Unicode NFC
   */
  abstract hash(password: string): Promise<string>;

  /** True for the right password. Whatever else it gives, throws, or does not give within ten seconds, is a wrong one. */
  abstract verify(password: string, stored: string): Promise<boolean>;

  /** Would you store it in another way today? Then the next sign-in does. */
  abstract isOutdated(stored: string): boolean;
}
