import type { Caller } from '@castellan/access';
import { FactorProof, UserDirectory } from '@castellan/accounts';
import type { Reproven } from '@castellan/accounts';
import { domainError } from '@castellan/common';
import { Injectable } from '@nestjs/common';

export class WrongRiddle extends domainError('invalid_code', 'unauthenticated', 'A piano has keys, and opens no lock.') {}

/** Asks what has many keys and opens no lock. */
@Injectable()
export class RiddleReproof extends FactorProof {
  readonly field = 'riddle';
  readonly wrong = 'wrong_riddle';
  override readonly refusal = WrongRiddle;

  constructor(private readonly users: UserDirectory) {
    super();
  }

  async prove({ userId }: Caller, answer: unknown): Promise<Reproven> {
    const user = await this.users.find(userId);
    if (!user || answer !== 'a piano') throw new WrongRiddle();
    return { tokenVersion: user.tokenVersion, second: null };
  }
}
