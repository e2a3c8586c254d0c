import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { NewNames } from '../users/names.js';

/** First and last names. */
@Injectable()
export class NamesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** A name that is not given stays. False when they are the same as before. */
  async rename(id: string, { firstName, lastName }: NewNames): Promise<boolean> {
    const renamed = await this.transaction.query(
      `UPDATE users SET first_name = coalesce($2, first_name), last_name = coalesce($3, last_name)
       WHERE id = $1 AND (first_name <> coalesce($2, first_name) OR last_name <> coalesce($3, last_name)) RETURNING 1`,
      [id, firstName ?? null, lastName ?? null],
    );
    return renamed.length === 1;
  }
}
