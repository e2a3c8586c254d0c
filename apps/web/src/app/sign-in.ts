import { api } from './client.js';
import { boot, href } from './boot.js';
import { forgetErrand } from './errand.js';
import { keep } from './keep.js';
import { noteProfileLanguage } from './language.js';
import { isOfferDue } from './passkey-offer.js';
import { leaveFor, nextOf, onTheWay } from './places.js';
import { connectOffer, forgetDeparture } from './providers.js';
import { tellTabs } from './tabs.js';

/** What any sign-in answers: done, or waiting for its second factor. */
type Outcome = Waiting | { readonly user: { readonly id: string } };

interface Waiting {
  readonly session_token: string;
  readonly expires_in: number;
  readonly methods: readonly string[];
}

interface Errand {
  /** Where the person wanted to be. */
  readonly next?: string | null;
  /** They had to type it: a passkey would spare them that. */
  readonly isByPassword?: boolean;
}

/** Goes on from a first factor: to the second one, or to where the person wanted to be. */
export async function goOn(outcome: Outcome, { next = nextOf(), isByPassword = false }: Errand = {}): Promise<void> {
  if ('session_token' in outcome) {
    const { session_token: sessionToken, methods } = outcome;
    keep('pending', { sessionToken, methods, until: Date.now() + outcome.expires_in * 1000, next, isByPassword });
    leaveFor(href('/login/second-factor'));
    return;
  }
  keep('reason', null);
  forgetDeparture();
  forgetErrand();
  tellTabs('signed-in');
  const { data, error } = await api.GET('/api/profile').catch(() => ({ data: undefined, error: undefined })); // without it one goes on, too
  noteProfileLanguage(data && (data.language ?? boot.language));
  const mustEnrol = error?.code === 'two_factor_setup_required'; // the policy lets nobody on without it
  leaveFor(mustEnrol ? href('/security') : await placeFor(outcome.user.id, next, isByPassword));
}

/** Where the person wanted to be; before that, what they are to be offered. */
async function placeFor(userId: string, next: string | null, isByPassword: boolean): Promise<string> {
  if (connectOffer()) return onTheWay('/login/connect', next);
  if (isByPassword && (await isOfferDue(userId))) return onTheWay('/login/passkey', next);
  return next ?? href('/');
}
