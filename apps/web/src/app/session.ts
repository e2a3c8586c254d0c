import { useEffect, useState } from 'preact/hooks';
import { NetworkFailure, orThrow, type User } from '@castellan/client';
import { boot, href } from './boot.js';
import { api, onSessionOver } from './client.js';
import { forgetErrand } from './errand.js';
import { keep, type Kept } from './keep.js';
import { forgetProfileLanguage, profileLanguageIsOther } from './language.js';
import { leaveFor, signInFrom } from './places.js';
import { departed, forgetDeparture } from './providers.js';
import { onNews, tellTabs } from './tabs.js';

/** Who uses this browser, as far as the service has said. `unreachable`: it has not, for want of a network or of time. */
export type Session = { readonly state: 'asking' | 'out' | 'unreachable' } | { readonly state: 'in'; readonly user: User };

let session: Session = { state: boot.hasSession ? 'asking' : 'out' };
let asked: Promise<void> | null = null;
const watchers = new Set<(session: Session) => void>();

/** The session, asked for once a page, and drawn anew when it changes. */
export function useSession(): Session {
  const [seen, see] = useState(session);
  useEffect(() => {
    watchers.add(see);
    see(session);
    if (session.state === 'asking') asked ??= ask();
    return () => void watchers.delete(see);
  }, []);
  return seen;
}

/** Asks once more who this is: after something about them has changed, or the network is back. */
export async function refreshUser(): Promise<void> {
  await ask();
}

async function ask(): Promise<void> {
  try {
    const { data, error } = await api.GET('/api/auth/me');
    if (error && error.status !== 401)
      become({ state: 'unreachable' }); // busy, say: that is no answer
    else become(data ? { state: 'in', user: data } : { state: 'out' });
    if (data) arriveByProvider();
    if (data && (await profileLanguageIsOther())) location.reload();
  } catch (error) {
    if (!(error instanceof NetworkFailure)) throw error;
    become({ state: 'unreachable' });
  }
}

/** A provider has led back here rather than a form of ours: what these do once somebody is in has not been done yet. */
function arriveByProvider(): void {
  const visit = departed();
  if (!visit || visit.isLink) return;
  forgetDeparture();
  keep('reason', null);
  forgetErrand();
  tellTabs('signed-in');
}

/** Ends the session, and everything of it that this browser shows. @throws NetworkFailure, ProblemError */
export async function signOut(to = href('/')): Promise<void> {
  await orThrow(api.POST('/api/auth/logout', { body: {} }));
  forgetProfileLanguage();
  forgetErrand();
  tellTabs('signed-out');
  leaveFor(to);
}

/** Leads from a session that an act has just ended to where one signs in, which says what was done. */
export function leaveEnded(told: Kept['told']): void {
  forgetProfileLanguage();
  tellTabs('signed-out');
  keep('told', told);
  leaveFor(href('/login'));
}

/** For pages that only who is signed in sees. */
export const leadToSignIn = (): void => leaveFor(signInFrom());

function become(next: Session): void {
  session = next;
  watchers.forEach((watch) => watch(next));
}

onSessionOver((reason) => {
  if (reason) keep('reason', reason);
  become({ state: 'out' });
});
onNews((news) => {
  if (news === 'signed-out' && session.state === 'in') become({ state: 'out' });
  if (news === 'signed-in' && session.state === 'out') void ask();
});
/** A page that the browser had put aside shows what was; it may be somebody else's by now (OWASP ASVS 5.0 V14.3.1). */
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
