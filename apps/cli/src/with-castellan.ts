import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import {
  AccountCreation,
  ACCOUNTS_DEFAULTS,
  AccountUnlocking,
  Cleanup,
  IdentityRemoval,
  localOperator,
  PanelEnrolmentLink,
  PasskeyRemoval,
  PasswordAssignment,
  TwoFactorReset,
  UserDirectory,
} from '@castellan/accounts';
import type { LocalOperator } from '@castellan/accounts';
import { ApiKeys } from '@castellan/api-keys';
import { Identities } from '@castellan/federation';
import { KeyRotation } from '@castellan/keys';
import { LOCAL_CONTEXT, AuditVerification } from '@castellan/log';
import { MailTest } from '@castellan/notifications';
import { Passkeys } from '@castellan/passkeys';
import { DjangoImport, UserExport, UserImport } from '@castellan/porting';
import { SourceFigures } from '@castellan/sources';
import { loadConfiguration } from '@castellan/config';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '@castellan/composition';
import { explainInUse } from './in-use.js';
import { MessageLogger } from './message-logger.js';

export { because } from '@castellan/accounts';
export { InvalidDump, InvalidExport, InvalidMap, NoUserTable, readLines, readMap, WrongPassphrase } from '@castellan/porting';

/** What commands use of the service. */
export interface Castellan {
  readonly users: UserDirectory;
  readonly creation: AccountCreation;
  readonly passwords: PasswordAssignment;
  readonly keys: KeyRotation;
  readonly apiKeys: ApiKeys;
  readonly enrolment: PanelEnrolmentLink;
  readonly cleanup: Cleanup;
  readonly twoFactor: TwoFactorReset;
  readonly passkeys: Passkeys;
  readonly passkeyRemoval: PasskeyRemoval;
  readonly identities: Identities;
  readonly identityRemoval: IdentityRemoval;
  readonly unlocking: AccountUnlocking;
  /** Whether this process sees what the service counts. */
  readonly isStoreShared: boolean;
  readonly sources: SourceFigures;
  readonly audit: AuditVerification;
  readonly mails: MailTest;
  readonly djangoImport: DjangoImport;
  readonly userImport: UserImport;
  readonly userExport: UserExport;
  readonly eventsForMs: number;
  /** Who events and audit log say it was. */
  readonly operator: LocalOperator;
}

/**
 * Works with the services over open and migrated stores, and closes them after. Loaded by commands when they run: it brings the whole
 * of the libs with it.
 * @throws ConfigurationError, Refusal when the embedded database is in use, what `work` throws
 */
export async function withCastellan<T>(work: (castellan: Castellan) => Promise<T>): Promise<T> {
  const configuration = loadConfiguration();
  const module = CoreModule.forRoot(configuration, { beside: true });
  const app = await NestFactory.createApplicationContext(module, { logger: new MessageLogger(), abortOnError: false }).catch(explainInUse);
  app.enableShutdownHooks();
  try {
    return await work({
      users: app.get(UserDirectory, ANYWHERE),
      creation: app.get(AccountCreation, ANYWHERE),
      passwords: app.get(PasswordAssignment, ANYWHERE),
      keys: app.get(KeyRotation, ANYWHERE),
      apiKeys: app.get(ApiKeys, ANYWHERE),
      enrolment: app.get(PanelEnrolmentLink, ANYWHERE),
      cleanup: app.get(Cleanup, ANYWHERE),
      twoFactor: app.get(TwoFactorReset, ANYWHERE),
      passkeys: app.get(Passkeys, ANYWHERE),
      passkeyRemoval: app.get(PasskeyRemoval, ANYWHERE),
      identities: app.get(Identities, ANYWHERE),
      identityRemoval: app.get(IdentityRemoval, ANYWHERE),
      unlocking: app.get(AccountUnlocking, ANYWHERE),
      isStoreShared: configuration.redisUrl !== null,
      sources: app.get(SourceFigures, ANYWHERE),
      audit: app.get(AuditVerification, ANYWHERE),
      mails: app.get(MailTest, ANYWHERE),
      djangoImport: app.get(DjangoImport, ANYWHERE),
      userImport: app.get(UserImport, ANYWHERE),
      userExport: app.get(UserExport, ANYWHERE),
      eventsForMs: configuration.accounts.eventsRetentionMs ?? ACCOUNTS_DEFAULTS.eventsRetentionMs,
      operator: localOperator({ ...LOCAL_CONTEXT, traceId: randomUUID(), actor: { kind: 'command_line', name: operatingSystemUser() } }),
    });
  } finally {
    await app.close();
  }
}

const ANYWHERE = { strict: false };

/** Null in a container that runs under a number without a name. */
function operatingSystemUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
