import type { Incident, IncidentKind } from '@castellan/log';

interface IncidentText {
  readonly what: string;
  readonly advice: string;
}

type Write = (incident: Incident, minutes: number) => IncidentText;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const TEXTS: Readonly<Record<IncidentKind, Write>> = {
  many_accounts: ({ target, count }, minutes) => ({
    what: `Attempts on ${count} accounts failed from ${target} within ${minutes} minutes: somebody tries common passwords on many.`,
    advice: 'Look at the successful sign-ins from that address, and block it at your proxy if it is nobody of yours.',
  }),
  many_addresses: ({ target, count }, minutes) => ({
    what: `Attempts on ${nameOf(target)} failed from ${count} addresses within ${minutes} minutes: somebody tries to get into it.`,
    advice: 'The account refuses unknown devices after five failures. Ask its owner to turn on a second factor.',
  }),
  refresh_reuse: ({ target, count }, minutes) => ({
    what: `Refresh tokens of ${nameOf(target)} were used again, ${count} times within ${minutes} minutes: one may have been stolen.`,
    advice: 'The session was ended and its owner told. When it happens to many, look for a client that stores or renews tokens wrongly.',
  }),
  guessed_second_factor: ({ target, count }, minutes) => ({
    what: `${count} sign-ins of ${nameOf(target)} had a right password and ended by wrong codes within ${minutes} minutes.`,
    advice: 'Its owner was told by mail. If it was not them, their password is known to somebody: have it reset.',
  }),
  failure_spike: ({ count }, minutes) => ({
    what: `${count} attempts failed within ${minutes} minutes, far more than before.`,
    advice: 'Look at the failed events by reason and by address: it is an attack, or a client that no longer works.',
  }),
  store_full: ({ target, count }, minutes) => ({
    what: `The store of counters and pending sign-ins has no room for keys of the kind ${target}: ${count} were refused within ${minutes} minutes.`,
    advice: 'It is a flood, or too little memory. Look for what comes most often by client address; on Redis see `maxmemory`.',
  }),
  store_away: () => ({
    what: 'The store that counts (Redis, or the memory of the process) is away or full: mails that strangers can cause are not sent.',
    advice: 'See that Redis answers and has memory. A full store may be an attack: look for floods by client address.',
  }),
};

/** What operators read. An account that nobody has is not named: a stranger chose the words. */
export function incidentText(incident: Incident, minutes: number): IncidentText {
  return TEXTS[incident.kind](incident, minutes);
}

function nameOf(target: string): string {
  return UUID.test(target) ? `the account ${target}` : 'an account that does not exist';
}
