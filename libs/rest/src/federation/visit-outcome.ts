import type { ArrivalRefusal, Visit } from '@castellan/accounts';
import type { Places } from './places.js';
import { withParameters } from './redirect-uris.js';

/** Where somebody is led who came back for nothing, or could not leave: with a code of ours, never with a word of the provider's. */
export function leaveVisitFor(places: Places, visit: Visit | null, error: ArrivalRefusal): string {
  return visit?.app ? withParameters(visit.app.redirectUri, { error }) : places.refused(visit, error);
}
