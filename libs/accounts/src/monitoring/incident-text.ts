import type { Incident } from '@castellan/log';
import type { MailData } from '@castellan/notifications';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What operators read of it: phrases of the mail, by the kind of the incident. An account that nobody has is not named: a stranger chose
 * the words.
 */
export function incidentText(incident: Incident, minutes: number): Pick<MailData['security-incident'], 'what' | 'advice'> {
  const { kind, target, count: number } = incident;
  const isNobodys = kind === 'many_addresses' && !UUID.test(target);
  const values = { number, minutes, ...(!isNobodys && { target }) };
  return { what: { phrase: `what.${kind}${isNobodys ? '_nobody' : ''}`, values }, advice: { phrase: `advice.${kind}` } };
}
