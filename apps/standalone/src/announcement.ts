import type { Configuration } from '@castellan/config';

/** What somebody who typed `npm start` wants to know. */
export function announcement(configuration: Configuration): string {
  const { publicUrl, inbox } = configuration;
  const local = `http://localhost:${configuration.port}`;
  const lines = [
    'Castellan is running.',
    '',
    `  API          ${publicUrl}/api/auth/`,
    `  Swagger      ${local}/docs`,
    ...(inbox ? [`  Inbox        ${local}/dev/inbox   (mail is shown here, none is sent)`] : []),
    ...notForProduction(configuration),
    '',
    'Stop with Ctrl-C.',
  ];
  return `\n${lines.join('\n')}\n\n`;
}

function notForProduction({ database, redisUrl, mail, environment, dataDirectory }: Configuration): readonly string[] {
  const embedded = [
    ...(database.kind === 'embedded' ? [`  database     embedded in ${database.directory}; set DATABASE_URL`] : []),
    ...(redisUrl === null ? ['  limits       in memory, for one process; set REDIS_URL'] : []),
    ...(mail.smtpUrl === null ? ['  mail         kept in the development inbox; set SMTP_URL'] : []),
    ...(environment === 'production' ? [] : [`  secret       generated in ${dataDirectory}; set SECRET_KEY`]),
  ];
  return embedded.length === 0 ? [] : ['', 'Embedded for a first try, not for production:', ...embedded];
}
