import type { Person } from '../people/people.js';
import type { TestApp } from '../app/test-app.js';

/** An account of some days: its new devices are told by mail. */
export async function grownUp(app: TestApp, { email }: Person): Promise<void> {
  await app.sql("UPDATE users SET date_joined = date_joined - interval '10 days' WHERE email = $1", [email]);
}

/** All that opens an account, hashed and sealed as it is stored. */
export async function waysInto(app: TestApp, { email }: Person): Promise<unknown> {
  const [ways] = await app.sql(
    `SELECT u.email, u.password_hash, u.phone, u.closed_at, f.secret, f.pending_secret,
       ARRAY(SELECT code_hash FROM backup_codes c WHERE c.user_id = u.id ORDER BY code_hash) AS backup_codes,
       ARRAY(SELECT subject FROM mailed_links l WHERE l.user_id = u.id AND purpose = 'email_change') AS addresses
     FROM users u LEFT JOIN two_factor f ON f.user_id = u.id WHERE u.email = $1`,
    [email],
  );
  return ways;
}

/**
 * Somebody who has had their second factor and its codes for longer than anybody can object to it (docs/reference/contract.md#recovery).
 */
export async function ageFactors(app: TestApp, { email }: Person): Promise<void> {
  const ofPerson = 'user_id = (SELECT id FROM users WHERE email = $1)';
  await app.sql(
    `UPDATE two_factor SET enabled_at = enabled_at - interval '73 hours', totp_enabled_at = totp_enabled_at - interval '73 hours' WHERE ${ofPerson}`,
    [email],
  );
  await app.sql(`UPDATE backup_codes SET created_at = created_at - interval '73 hours' WHERE ${ofPerson}`, [email]);
}
