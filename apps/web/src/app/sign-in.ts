import { api } from './client.js';
import { boot, href } from './boot.js';
import { forgetErrand } from './errand.js';
import { keep } from './keep.js';
import { noteProfileLanguage } from './language.js';
import { leaveFor, nextOf } from './places.js';
import { tellTabs } from './tabs.js';

/** What any sign-in answers: done, or waiting for its second factor. */
type Outcome = { readonly session_token: string; readonly expires_in: number } | { readonly user: object };

/** Goes on from a first factor: to the second one, or to where the person wanted to be. */
export async function goOn(outcome: Outcome, next = nextOf()): Promise<void> {
  if ('session_token' in outcome) {
    const until = Date.now() + outcome.expires_in * 1000;
    keep('pending', { sessionToken: outcome.session_token, until, next });
    leaveFor(href('/login/second-factor'));
    return;
  }
  keep('reason', null);
  forgetErrand();
  tellTabs('signed-in');
  const { data, error } = await api.GET('/api/profile').catch(() => ({ data: undefined, error: undefined })); // without it one goes on, too
  noteProfileLanguage(data && (data.language ?? boot.language));
  leaveFor(error?.code === 'two_factor_setup_required' ? href('/security') : (next ?? href('/'))); // the policy lets nobody on without it
}
