import 'reflect-metadata';
import { fault, type Finding, inTime, ok, warning } from '@castellan/common';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import type { Configuration } from '@castellan/config';
import { examineDatabase, examineRedis } from '@castellan/data';
import { examineMailServer, examineTwilio } from '@castellan/notifications';
import { Logger } from '@nestjs/common';
import { auditFinding } from '../database-protection.js';
import { describeFailure } from '../failure.js';
import { providerFindings } from './provider-findings.js';

/** Each is bounded by itself; this is for what none of them foresaw. */
const TIMEOUT_MS = 15_000;
const PAGE_TIMEOUT_MS = 3_000;

/** Asks everything that the configuration names, all at once, and changes nothing anywhere. */
export async function knock(configuration: Configuration): Promise<readonly Finding[]> {
  Logger.overrideLogger(false); // what the libs would say is told here
  const knocks = knocksOf(configuration).map(async ([about, ask]) =>
    inTime(TIMEOUT_MS, ask).catch((error: unknown) => [failed(about, error)]),
  );
  return (await Promise.all(knocks)).flat();
}

type Knock = readonly [about: string, ask: () => Promise<readonly Finding[]>];

function knocksOf(configuration: Configuration): readonly Knock[] {
  const { database, databaseSchema: schema, redisUrl, mail, sms, publicUrl, federation } = configuration;
  const { provider } = sms;
  const { smtpUrl, from } = mail;
  return [
    ...(database.kind === 'postgres' ? databaseKnocks(database, schema) : []),
    ...(redisUrl === null ? [] : [['Redis', () => examineRedis(redisUrl)] as const]),
    ...(smtpUrl === null ? [] : [['mail', () => examineMailServer(smtpUrl, { from })] as const]),
    ...(provider.kind === 'twilio' ? [['SMS', async () => [await examineTwilio(provider)]] as const] : []),
    ...(federation.providers.length > 0 ? [['provider', () => providerFindings(configuration)] as const] : []),
    ['service', async () => [await publicFinding(publicUrl)]],
  ];
}

function databaseKnocks(database: Extract<Configuration['database'], { kind: 'postgres' }>, schema: string): readonly Knock[] {
  return [
    ['database', () => examineDatabase(database, { schema, tables: CASTELLAN_TABLES })],
    ['audit log', () => auditFinding(database, schema)],
  ];
}

const failed = (about: string, error: unknown): Finding => fault(about, `cannot be asked: ${describeFailure(error).message}`);

/** The service need not run while its configuration is checked, and may not be reached from here. */
async function publicFinding(publicUrl: string): Promise<Finding> {
  const page = `${publicUrl}/.well-known/jwks.json`;
  try {
    const answer = await fetch(page, { redirect: 'error', signal: AbortSignal.timeout(PAGE_TIMEOUT_MS) });
    const { keys } = (await answer.json()) as { readonly keys?: unknown };
    if (answer.ok && Array.isArray(keys)) return ok('service', `${page} tells ${keys.length} keys`);
    return warning('service', `${page} is answered, ${answer.status}, and not by this service`);
  } catch (error) {
    const { code = 'no answer' } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException; // as fetch hands on what Node says
    return warning('service', `${page} cannot be asked (${code}); before the first start, or from here, that may be as it should be`);
  }
}
