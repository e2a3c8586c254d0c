import { notForProduction } from '@castellan/config';
import type { Configuration } from '@castellan/config';

/** What somebody who typed `npm start` wants to know. `panelPort` is where the panel listens. */
export function announcement(configuration: Configuration, panelPort: number): string {
  const { publicUrl, docs, inbox } = configuration;
  const local = `http://localhost:${configuration.port}`;
  const lines = [
    'Castellan is running.',
    '',
    `  API          ${publicUrl}/api/auth/`,
    ...(docs ? [`  Swagger      ${local}/docs`] : []),
    ...(inbox ? [`  Inbox        ${local}/dev/inbox   (mail and SMS are shown here, none is sent)`] : []),
    `  Panel        ${configuration.panel.url ?? `http://localhost:${panelPort}`}/   (for operators; the first one: ${firstOperator(configuration)})`,
    ...embedded(configuration),
    '',
    'Stop with Ctrl-C.',
  ];
  return `\n${lines.join('\n')}\n\n`;
}

/** The embedded database is this process's alone, so no command can make one beside it. */
const firstOperator = ({ database }: Configuration): string =>
  database.kind === 'embedded' ? 'SUPERUSER_EMAIL and SUPERUSER_PASSWORD' : 'npm run -s castellan -- createsuperuser';

function embedded(configuration: Configuration): readonly string[] {
  const lines = notForProduction(configuration).map(({ part, state, variable }) => `  ${part.padEnd(12)} ${state}; set ${variable}`);
  return lines.length === 0 ? [] : ['', 'Embedded for a first try, not for production:', ...lines];
}
