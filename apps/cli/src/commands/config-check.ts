import { FileFaults } from '@castellan/branding';
import { ConfigurationError, loadConfiguration, notForProduction, providerCallbackUrl } from '@castellan/config';
import type { Configuration } from '@castellan/config';
import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { Refusal } from '../failure.js';
import { findingLines } from '../finding-lines.js';

export function configCheck(): Command {
  const command = new Command('check')
    .summary('explain what is wrong with the environment')
    .description(
      'Names every variable that is missing or wrong with the exact line to change, or tells what is configured. Prints no secret.\n' +
        'With --connect it asks the servers, too: database, Redis, mail, SMS, providers. Nothing is sent, made or changed there. A warning is what\n' +
        'works and should not stay; a fault is what the service would not start or not work with, and the exit code is 1 then.',
    )
    .option('--connect', 'knock at everything that is configured')
    .action(check);
  return withExamples(
    command,
    'castellan config check',
    'castellan config check --connect',
    'NODE_ENV=production castellan config check   # what production asks for',
  );
}

interface Options {
  readonly connect?: boolean;
}

/** The report is the result, be it good or bad. */
async function check({ connect = false }: Options): Promise<void> {
  try {
    const configuration = loadConfiguration();
    const { checkMailTemplates } = await import('../mail-templates.js');
    checkMailTemplates(configuration.mailTemplates, configuration.messages);
    process.stdout.write(report(configuration, connect ? null : await auditLog(configuration)));
    if (connect) await tellConnections(configuration);
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof FileFaults)) throw error;
    process.stdout.write(`${error.message}\n`);
    throw new Refusal(`${error.faults.length} to change.`, { cause: error });
  }
}

/** @throws Refusal when one of them would stop the start */
async function tellConnections(configuration: Configuration): Promise<void> {
  const { knock } = await import('../connections/knock.js');
  const findings = await knock(configuration);
  process.stdout.write(`${['', 'What answers:', ...findingLines(findings)].join('\n')}\n`);
  const faults = findings.filter(({ state }) => state === 'fault').length;
  if (faults > 0) throw new Refusal(`${faults} to change.`);
}

function report(configuration: Configuration, auditState: string | null): string {
  const { environment, publicUrl, frontendUrl, host, port, panel, adminHost, adminPort, redisUrl, mail, sms } = configuration;
  const { database, databaseSchema } = configuration;
  const lines = [
    'The configuration is usable.',
    '',
    line('environment', environment),
    line('service', `${publicUrl}, listening on ${listener(host, port)}`),
    line('frontend', frontendUrl),
    line('passkeys', passkeyState(configuration)),
    ...providers(configuration),
    line('panel', `${panel.url ?? `http://localhost:${adminPort}`}/, listening on ${listener(adminHost, adminPort)}`),
    ...(database.kind === 'postgres' ? [line('database', `PostgreSQL, ${place(database.url)}, schema ${databaseSchema}`)] : []),
    ...(auditState === null ? [] : [line('audit log', auditState)]),
    ...(redisUrl === null ? [] : [line('limits', `Redis, ${place(redisUrl)}`)]),
    ...(mail.smtpUrl === null ? [] : [line('mail', `SMTP, ${place(mail.smtpUrl)}`)]),
    ...(sms.provider.kind === 'inbox' ? [] : [line('SMS', smsState(sms))]),
    ...embedded(configuration),
  ];
  return `${lines.join('\n')}\n`;
}

function embedded(configuration: Configuration): readonly string[] {
  const standIns = notForProduction(configuration);
  if (standIns.length === 0) return [];
  return ['', 'Not for production:', ...standIns.map(({ part, state, variable }) => line(part, `${state}; set ${variable}`))];
}

/** Asks the server, which alone knows: what a role may do is in no configuration. */
async function auditLog({ database, databaseSchema }: Configuration): Promise<string | null> {
  if (database.kind === 'embedded') return null;
  const { databaseProtection } = await import('../database-protection.js');
  return databaseProtection(database, databaseSchema);
}

/** Where the domain comes from matters: one that follows FRONTEND_URL changes with it, and makes all passkeys worthless. */
function passkeyState({ passkeys: { rpId, areUsable } }: Configuration): string {
  return areUsable ? `for ${rpId}, and for no other domain later` : `none: browsers make none for ${rpId}; give FRONTEND_URL a host name`;
}

/** The address is registered at the provider letter by letter, so it is what people look for here. */
function providers(configuration: Configuration): readonly string[] {
  const { providers, redirectUris } = configuration.federation;
  const callbackUrl = providerCallbackUrl(configuration);
  return [
    ...providers.map(({ id }) => line('provider', `${id}, which sends people back to ${callbackUrl.replace('{provider}', id)}`)),
    ...(redirectUris.length > 0 ? [line('apps', `are sent back to ${redirectUris.join(', ')}`)] : []),
  ];
}

function smsState({ provider, prefixes }: Configuration['sms']): string {
  return provider.kind === 'twilio'
    ? `Twilio, from ${provider.from}, to ${prefixes?.join(', ') ?? 'every country'}`
    : 'off; set SMS_PROVIDER';
}

const line = (name: string, value: string): string => `  ${name.padEnd(12)} ${value}`;

const listener = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

/** Where a server is; not its user, its password, or its options, which may hold one too. */
/** Of several nodes of a Redis Cluster, those that are named. Never what stands before the `@`. */
function place(url: string): string {
  const hosts = /^[a-z]+:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(url)?.[1] ?? '';
  if (hosts.includes(',')) return `a cluster of ${hosts}`;
  const { host, pathname } = new URL(url);
  return `${host}${pathname === '/' ? '' : pathname}`;
}
