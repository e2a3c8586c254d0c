import { api } from './client.js';
import { boot, href } from './boot.js';
import { forgetErrand } from './errand.js';
import { keep } from './keep.js';
import { noteProfileLanguage } from './language.js';
import { isOfferDue } from './passkey-offer.js';
import { leaveFor, nextOf, onTheWay } from './places.js';
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
  forgetErrand();
  tellTabs('signed-in');
  const { data, error } = await api.GET('/api/profile').catch(() => ({ data: undefined, error: undefined })); // without it one goes on, too
  noteProfileLanguage(data && (data.language ?? boot.language));
  if (error?.code === 'two_factor_setup_required')
    leaveFor(href('/security')); // the policy lets nobody on without it
  else if (isByPassword && (await isOfferDue(outcome.user.id))) leaveFor(onTheWay('/login/passkey', next));
  else leaveFor(next ?? href('/'));
}
