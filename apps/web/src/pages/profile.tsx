import '../styles/signed-in.css';
import { orThrow, type User } from '@castellan/client';
import { AppPage } from '../components/app-page.js';
import { Loading } from '../components/loading.js';
import { SignedIn } from '../components/signed-in.js';
import { api } from '../app/client.js';
import { useLoaded } from '../app/loaded.js';
import { t } from '../app/words.js';
import { useOutcome } from './profile/outcome.js';
import { PersonForm } from './profile/person-form.js';
import { PictureRegion } from './profile/picture.js';

/** How others see somebody, and how they are spoken to. */
export default function Profile() {
  return <SignedIn>{(user) => <ProfilePage user={user} />}</SignedIn>;
}

function ProfilePage({ user }: { readonly user: User }) {
  const outcomeOf = useOutcome();
  const profile = useLoaded(() => orThrow(api.GET('/api/profile')));
  return (
    <AppPage heading={t('pages.profile.title')} path="/profile">
      <p class="lead">{t('pages.profile.lead')}</p>
      <Loading of={profile} failed={t('pages.profile.failed')}>
        {(stored) => (
          <>
            <PictureRegion user={user} stored={stored.avatar_url} {...outcomeOf('picture')} />
            <PersonForm stored={stored} {...outcomeOf('person')} />
          </>
        )}
      </Loading>
    </AppPage>
  );
}
