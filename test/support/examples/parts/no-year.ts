import { PasswordJudge } from '@castellan/accounts';

/** A rule of our own, besides the built-in ones. */
export class NoYear extends PasswordJudge {
  judge(password: string): readonly string[] {
    return /(19|20)\d\d$/.test(password) ? ['Do not end the password in a year.'] : [];
  }
}
