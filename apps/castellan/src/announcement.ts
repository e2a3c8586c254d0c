import { basePathOf } from '@castellan/common';
import { notForProduction } from '@castellan/config';
import type { Configuration } from '@castellan/config';

/** What somebody who typed `npm start` wants to know. `panelPort` is where the panel listens, null without one. */
export function announcement(configuration: Configuration, panelPort: number | null, command: string): string {
  const { publicUrl, pages, docs, inbox } = configuration;
  const local = `http://localhost:${configuration.port}${basePathOf(publicUrl)}`;
  const lines = [
    'Castellan is running.',
    '',
    ...(pages ? [`  Begin here   ${publicUrl}/   (sign up, sign in; it leads to the rest)`, ''] : []),
    `  API          ${publicUrl}/api/auth/`,
    ...(docs ? [`  Swagger      ${local}/docs`] : []),
    ...(inbox ? [`  Inbox        ${local}/dev/inbox   (mail and SMS are shown here, none is sent)`] : []),
    ...(panelPort === null ? WITHOUT_PANEL : panelLines(configuration, panelPort, command)),
    ...embedded(configuration),
    '',
    'Stop with Ctrl-C.',
  ];
  return `\n${lines.join('\n')}\n\n`;
}

const WITHOUT_PANEL = ['  Panel        not installed; npm install @castellan/admin'];

function panelLines(configuration: Configuration, port: number, command: string): readonly string[] {
  const url = configuration.panel.url ?? `http://localhost:${port}`;
  return [
    `  Panel        ${url}/   (for operators; the first one: ${firstOperator(configuration, command)})`,
    ...firstSignIn(configuration),
  ];
}

/** Whoever is asked for a second factor, and has none yet, is not to look for the way. */
function firstSignIn({ inbox, superuser }: Configuration): readonly string[] {
  if (!inbox || !superuser) return [];
  return [
    `               ${superuser.email} sets up the second factor by the link in the inbox; each sign-in without one mails a new link.`,
  ];
}

/** The embedded database is this process's alone, so no command can make one beside it. */
const firstOperator = ({ database }: Configuration, command: string): string =>
  database.kind === 'embedded' ? 'SUPERUSER_EMAIL and SUPERUSER_PASSWORD' : `${command} createsuperuser`;

function embedded(configuration: Configuration): readonly string[] {
  const lines = notForProduction(configuration).map(({ part, state, variable }) => `  ${part.padEnd(12)} ${state}; set ${variable}`);
  return lines.length === 0 ? [] : ['', 'Embedded for a first try, not for production:', ...lines];
}
