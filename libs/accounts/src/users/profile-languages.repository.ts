import { Transaction } from '@castellan/data';
import { ReaderLanguages } from '@castellan/notifications';
import type { Reader } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';

/** The languages of people's profiles, for what is written to them. */
@Injectable()
export class ProfileLanguagesRepository extends ReaderLanguages {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async of({ to, userId }: Reader): Promise<string | null> {
    const [by, value] = userId === undefined ? [to.startsWith('+') ? 'u.phone' : 'u.email', to] : ['u.id', userId];
    const [profile] = await this.transaction.query<{ language: string | null }>(
      `SELECT p.language FROM users u JOIN profiles p ON p.user_id = u.id WHERE ${by} = $1`,
      [value],
    );
    return profile?.language ?? null;
  }
}
