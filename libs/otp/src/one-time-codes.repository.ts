import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { CodeHashes } from './code-hasher.js';

export interface NewCode extends CodeHashes {
  readonly purpose: string;
  /** Other hashes of the same identifier, by former keys. */
  readonly formerIdentifierHashes: readonly Buffer[];
  readonly expiresAt: Date;
}

/** `none`: there was no code that the guess could be held against, so none was spent. */
export type CodeVerdict = 'right' | 'wrong' | 'none';

@Injectable()
export class OneTimeCodesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Puts the code in the place of the one before, whose attempts, use and life end with it. */
  async replace(code: NewCode, now: Date): Promise<void> {
    await this.transaction.query(
      `WITH former AS (DELETE FROM otp_codes WHERE identifier_hash = ANY($6::bytea[]) AND purpose = $2)
       INSERT INTO otp_codes (identifier_hash, purpose, code_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (identifier_hash, purpose) DO UPDATE SET
         code_hash = excluded.code_hash, attempts = 0, created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = NULL`,
      [code.identifierHash, code.purpose, code.codeHash, now, code.expiresAt, code.formerIdentifierHashes],
    );
  }

  /**
   * Counts the attempt, decides it and marks a right code used, in one statement: parallel ones wait for the row and see what the
   * one before left, so no more than `maxAttempts` are ever looked at, and one right one wins.
   */
  async attempt(guesses: readonly CodeHashes[], purpose: string, maxAttempts: number, now: Date): Promise<CodeVerdict> {
    const decided = await this.transaction.query<{ is_right: boolean }>(
      `UPDATE otp_codes SET attempts = attempts + 1, used_at = CASE WHEN code_hash = guess.guessed THEN $4::timestamptz END
       FROM unnest($1::bytea[], $2::bytea[]) AS guess (identifier, guessed)
       WHERE identifier_hash = guess.identifier AND purpose = $3 AND used_at IS NULL AND expires_at > $4 AND attempts < $5
       RETURNING used_at IS NOT NULL AS is_right`,
      [guesses.map((guess) => guess.identifierHash), guesses.map((guess) => guess.codeHash), purpose, now, maxAttempts],
    );
    if (decided.length === 0) return 'none';
    return decided.some((row) => row.is_right) ? 'right' : 'wrong';
  }

  async deleteOf(identifierHashes: readonly Buffer[]): Promise<void> {
    await this.transaction.query('DELETE FROM otp_codes WHERE identifier_hash = ANY($1::bytea[])', [identifierHashes]);
  }

  deleteExpired(before: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'otp_codes', 'expires_at < $1', [before]);
  }
}
