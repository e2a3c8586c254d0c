import type { PasswordOwner } from './password-owner.js';

/**
 * Port: what a host asks of a new password besides our rules (length, common and breached passwords, similarity to the owner's names),
 * which it cannot weaken. By default nothing. Asked wherever a password is set: sign-up, change, reset, by operators; never at a sign-in.
 *
 * Called in no transaction. At a sign-up it is told what was typed, whether or not the address has an account: answer by that alone, or
 * your answer tells who has one.
 */
export abstract class PasswordJudge {
  /**
   * Why the password is refused, in sentences for people; none when it is fine. At most ten, of one line and 300 characters; in any
   * other form the password is refused without them. When it throws, gives nothing, or has not answered within two seconds, our rules alone
   * decide. The log says so in both cases.
   */
  abstract judge(password: string, owner: PasswordOwner): readonly string[] | Promise<readonly string[]>;
}
