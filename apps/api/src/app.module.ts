import { AccessModule } from '@castellan/access';
import type { AccessOptions } from '@castellan/access';
import { AccountsModule } from '@castellan/accounts';
import type { AccountsOptions } from '@castellan/accounts';
import { ACCOUNTS_TABLES } from '@castellan/accounts/tables';
import { SecretKeys } from '@castellan/common';
import type { Configuration } from '@castellan/config';
import { DataModule } from '@castellan/data';
import { LOG_TABLES } from '@castellan/log/tables';
import { NotificationsModule } from '@castellan/notifications';
import { NOTIFICATIONS_TABLES } from '@castellan/notifications/tables';
import { ACCOUNTS_REST, RestModule } from '@castellan/rest';
import type { RestOptions } from '@castellan/rest';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { FIRST_SUPERUSER, FirstSuperuser } from './first-superuser.js';

const APP_NAME = 'Castellan';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The composition root: every lib gets its options here, from the one configuration. */
@Module({})
export class AppModule {
  static forRoot(configuration: Configuration): DynamicModule {
    const secretKeys = new SecretKeys(configuration.secretKeys);
    const access = accessOptions(configuration);
    const notifications = NotificationsModule.forRoot({
      smtpUrl: configuration.mail.smtpUrl,
      from: configuration.mail.from,
      appName: APP_NAME,
      inbox: configuration.inbox,
      secretKeys,
      mailsPerHour: 5,
    });
    const accounts = AccountsModule.forRoot({ ...accountsOptions(configuration, secretKeys), access, imports: [notifications] });
    return {
      module: AppModule,
      imports: [
        accounts,
        DataModule.forRoot({
          database: configuration.database,
          redisUrl: configuration.redisUrl,
          entities: [...ACCOUNTS_TABLES, ...LOG_TABLES, ...NOTIFICATIONS_TABLES],
        }),
        RestModule.forRoot(restOptions(configuration), {
          ...ACCOUNTS_REST,
          imports: [accounts, notifications, AccessModule.forRoot({ ...access, imports: [accounts] })],
        }),
      ],
      providers: [{ provide: FIRST_SUPERUSER, useValue: configuration.superuser }, FirstSuperuser],
    };
  }
}

function accessOptions({ publicUrl, tokenAudience, cookies, tokens }: Configuration): AccessOptions {
  return {
    issuer: publicUrl,
    audience: tokenAudience,
    accessCookie: cookies.accessName,
    accessTtlMs: tokens.accessTtlMs,
    recentMs: 5 * MINUTE_MS,
  };
}

function accountsOptions(configuration: Configuration, secretKeys: SecretKeys): AccountsOptions {
  const { frontendUrl, requireVerifiedEmail, passwords, verificationTtlMs, tokens, publicUrl } = configuration;
  return {
    secretKeys,
    frontendUrl,
    requireVerifiedEmail,
    passwordHasher: passwords.hasher,
    bcryptCost: passwords.bcryptCost,
    contextWords: [APP_NAME, new URL(publicUrl).hostname],
    verificationTtlMs,
    ...configuration.accounts,
    ...tokens,
    refreshGraceMs: 10_000,
    signingKeyMaxAgeMs: 90 * DAY_MS,
  };
}

/** The names are the same: the face is told what the environment says. */
export function restOptions(configuration: Configuration): RestOptions {
  return configuration;
}
