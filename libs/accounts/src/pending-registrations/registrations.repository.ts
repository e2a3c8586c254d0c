import { columnsOf, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { RegistrationEntity } from './registration.entity.js';
import { readUsername, usernameKey } from '../users/username.js';

/** Who somebody is at the provider by which they signed up. */
export interface RegisteredIdentity {
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
}

/** What somebody gave to sign up with: a password, or who they are elsewhere. */
export interface NewRegistration {
  readonly passwordHash: string | null;
  readonly identity: RegisteredIdentity | null;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly sourceUrl: string | null;
  readonly deviceName: string;
}

export interface Registration extends NewRegistration {
  readonly createdAt: Date;
}

/** As it is stored. */
interface Row extends Omit<Registration, 'identity'> {
  readonly provider: string | null;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly identityEmail: string | null;
}

/** The first sign-up of an address, and the newest ones beside it. */
const FIRST = 1;
const NEWEST = 2;

const COLUMNS = columnsOf(RegistrationEntity, 'r', [
  'passwordHash',
  'provider',
  'issuer',
  'subject',
  'identityEmail',
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
   * Keeps one more, and of all live ones the first and the two newest; by the same person at a provider it is the newest, in
   * the place of the earlier one. The caller has locked the user's row, so that parallel ones follow one another.
   */
  async keep(userId: string, registration: NewRegistration, now: Date, expiresAt: Date): Promise<void> {
    const { passwordHash, identity, firstName, lastName, sourceUrl, deviceName } = registration;
    const username = registration.username === null ? null : readUsername(registration.username);
    await this.transaction.query(
      `INSERT INTO registrations
         (user_id, password_hash, username, username_key, first_name, last_name, source_url, device_name, created_at, expires_at,
          provider, issuer, subject, identity_email)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       ON CONFLICT (user_id, issuer, subject) WHERE subject IS NOT NULL
       DO UPDATE SET id = DEFAULT, first_name = $5, last_name = $6, source_url = $7, device_name = $8, created_at = $9, expires_at = $10,
         provider = $11, identity_email = $14`,
      [
        ...[userId, passwordHash, username, username && usernameKey(username), firstName, lastName, sourceUrl, deviceName, now, expiresAt],
        ...(identity ? [identity.provider, identity.issuer, identity.subject, identity.email] : [null, null, null, null]),
      ],
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
  async live(userId: string, now: Date): Promise<readonly Registration[]> {
    const rows = await this.transaction.query<Row>(
      `SELECT ${COLUMNS} FROM registrations r WHERE r.user_id = $1 AND r.expires_at > $2 ORDER BY r.id`,
      [userId, now],
    );
    return rows.map(registrationOf);
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

function registrationOf({ provider, issuer, subject, identityEmail: email, ...rest }: Row): Registration {
  const isOfProvider = provider !== null && issuer !== null && subject !== null;
  return { ...rest, identity: isOfProvider ? { provider, issuer, subject, email } : null };
}
