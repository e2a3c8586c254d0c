import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { UsernamesRepository } from '../users/usernames.repository.js';
import { isUsernameConflict } from '../users/usernames.repository.js';

const MAX_ATTEMPTS = 25;

/** What a mere sign-up wishes to be called is nobody's: it would tell which addresses are free. A proven account keeps its name. */
@Injectable()
export class UsernameClaims {
  constructor(
    private readonly usernames: UsernamesRepository,
    private readonly transaction: Transaction,
  ) {}

  /** Runs the work in a transaction, and again when a parallel one took the username it was about: the unique index lets one at a time. */
  async settle<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.transaction.run(work);
      } catch (error) {
        if (!isUsernameConflict(error) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  /** Takes the name from whoever claims it unproven; null when it is somebody's. Part of the caller's transaction. */
  async claim(username: string, email: string): Promise<string | null> {
    if (await this.usernames.isTaken(username)) return null;
    await this.usernames.release(username, email);
    return username;
  }
}
