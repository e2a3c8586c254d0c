import type { Configuration } from './configuration.js';

/** Something embedded that stands in for a server or a secret of one's own. */
export interface StandIn {
  readonly part: 'database' | 'limits' | 'mail' | 'sms' | 'secret';
  /** Completes the sentence "<part> is …". */
  readonly state: string;
  /** The variable that puts the real thing in its place. */
  readonly variable: string;
}

/** What works without being set up, for a first try. Tells no secret. */
export function notForProduction(configuration: Configuration): readonly StandIn[] {
  const { database, redisUrl, mail, sms, secretIsGenerated, dataDirectory } = configuration;
  const standIns: readonly (StandIn | false)[] = [
    database.kind === 'embedded' && { part: 'database', state: `embedded in ${database.directory}`, variable: 'DATABASE_URL' },
    redisUrl === null && { part: 'limits', state: 'in memory, for one process', variable: 'REDIS_URL' },
    mail.smtpUrl === null && { part: 'mail', state: 'kept in the development inbox', variable: 'SMTP_URL' },
    sms.provider.kind === 'inbox' && { part: 'sms', state: 'kept in the development inbox', variable: 'SMS_PROVIDER' },
    secretIsGenerated && { part: 'secret', state: `generated in ${dataDirectory}`, variable: 'SECRET_KEY' },
  ];
  return standIns.filter((standIn) => standIn !== false);
}
