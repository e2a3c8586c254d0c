import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { randomToken, SecretKeys } from '@castellan/common';
import { DataModule, Transaction } from '@castellan/data';
import { NotificationsModule } from '@castellan/notifications';
import type { Mail, NotificationsOptions } from '@castellan/notifications';
import { NOTIFICATIONS_TABLES } from '@castellan/notifications/tables';
import type { ThrowawayDatabase } from '../stores/throwaway-database.js';

const secretKeys = new SecretKeys([randomToken()]);
/** What is in the mail of `verify`. */
export const VERIFY_LINK = 'http://localhost:3000/verify-account?uid=MQ&token=a-secret-token';

export const verify = (to: string): Mail => ({ to, template: 'verify-email', data: { link: VERIFY_LINK, minutes: 10 } });

/** A host that sends mails, on stores of its own where there are any. */
export async function startMailing(
  throwaway: ThrowawayDatabase | null,
  options: Partial<NotificationsOptions> = {},
): Promise<TestingModule> {
  const notifications: NotificationsOptions = {
    smtpUrl: null,
    from: 'Castellan <no-reply@id.example.org>',
    appName: 'Castellan',
    codeHost: 'id.example.org',
    inbox: true,
    secretKeys,
    mailsPerHour: 5,
    ...options,
  };
  const database = throwaway ? { kind: 'postgres' as const, url: throwaway.url } : { kind: 'embedded' as const, directory: null };
  const redisUrl = throwaway ? (process.env['REDIS_URL'] ?? null) : null;
  const imports = [
    DataModule.forRoot({ database, redisUrl, secretKeys, tables: [NOTIFICATIONS_TABLES] }),
    NotificationsModule.forRoot(notifications),
  ];
  return (await Test.createTestingModule({ imports }).compile()).init();
}

/** Looks again until the condition holds; fails with the last look. */
export async function eventually<T>(look: () => Promise<T> | T, holds: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + 40_000;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`It did not come to pass; last seen: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A mail job as it is stored. */
export interface JobRow {
  readonly state: string;
  readonly retry_count: number;
  readonly data: unknown;
  readonly output: unknown;
}

function jobs(app: TestingModule): Promise<readonly JobRow[]> {
  return app.get(Transaction).query<JobRow>(`SELECT state, retry_count, data, output FROM pgboss.job WHERE name LIKE 'mail%'`);
}

export async function forgetJobs(app: TestingModule): Promise<void> {
  await app.get(Transaction).query('DELETE FROM pgboss.job');
}

/** Waits until all mail jobs there are, and so many, have come to this state. */
export function jobsThatAre(app: TestingModule, state: string, count = 1): Promise<readonly JobRow[]> {
  return eventually(
    () => jobs(app),
    (rows) => rows.length === count && rows.every((row) => row.state === state),
  );
}
