import { columnsOf, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { RegistrationEntity } from './registration.entity.js';
import { readUsername, usernameKey } from '../users/username.js';

/** What somebody gave to sign up with. */
export interface NewRegistration {
  readonly passwordHash: string;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly sourceUrl: string | null;
  readonly deviceName: string;
}

export interface Registration extends NewRegistration {
  readonly createdAt: Date;
}

/** The first sign-up of an address, and the newest ones beside it. */
const FIRST = 1;
const NEWEST = 2;

const COLUMNS = columnsOf(RegistrationEntity, 'r', [
  'passwordHash',
  'username',
  'firstName',
  'lastName',
  'sourceUrl',
  'deviceName',
  'createdAt',
]);

@Injectable()
export class RegistrationsRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * Keeps one more, and of all live ones the first and the two newest. The caller has locked the user's row, so that parallel ones
   * follow one another.
   */
  async keep(userId: string, registration: NewRegistration, now: Date, expiresAt: Date): Promise<void> {
    const { passwordHash, firstName, lastName, sourceUrl, deviceName } = registration;
    const username = registration.username === null ? null : readUsername(registration.username);
    await this.transaction.query(
      `INSERT INTO registrations
         (user_id, password_hash, username, username_key, first_name, last_name, source_url, device_name, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [userId, passwordHash, username, username && usernameKey(username), firstName, lastName, sourceUrl, deviceName, now, expiresAt],
    );
    await this.transaction.query(
      `DELETE FROM registrations WHERE id IN (SELECT ranked.id FROM (
         SELECT id, row_number() OVER (ORDER BY id) AS oldest, row_number() OVER (ORDER BY id DESC) AS newest
         FROM registrations WHERE user_id = $1 AND expires_at > $2
       ) ranked WHERE ranked.oldest > ${FIRST} AND ranked.newest > ${NEWEST})`,
      [userId, now],
    );
  }

  /** Those that live, the first one first. */
  live(userId: string, now: Date): Promise<readonly Registration[]> {
    return this.transaction.query<Registration>(
      `SELECT ${COLUMNS} FROM registrations r WHERE r.user_id = $1 AND r.expires_at > $2 ORDER BY r.id`,
      [userId, now],
    );
  }

  /** Who has the address of the newest that wishes for the username. */
  async holderOf(username: string, now: Date): Promise<string | null> {
    const [newest] = await this.transaction.query<{ userId: string }>(
      'SELECT user_id AS "userId" FROM registrations WHERE username_key = $1 AND expires_at > $2 ORDER BY id DESC LIMIT 1',
      [usernameKey(username), now],
    );
    return newest?.userId ?? null;
  }

  async deleteOf(userId: string): Promise<void> {
    await this.transaction.query('DELETE FROM registrations WHERE user_id = $1', [userId]);
  }
}
