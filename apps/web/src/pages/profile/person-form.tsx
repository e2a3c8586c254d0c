import type { Profile } from '@castellan/client';
import { useRef } from 'preact/hooks';
import { Button } from '../../components/button.js';
import { Form, typedIn } from '../../components/form.js';
import { Region } from '../../components/region.js';
import { Told } from '../../components/told.js';
import { Unsaved } from '../../components/unsaved.js';
import { t } from '../../app/words.js';
import { usePerson } from './person.js';
import type { Telling } from './outcome.js';
import { PersonFields } from './person-fields.js';

interface Props extends Telling {
  readonly stored: Profile;
}

/** The fields of the profile. What is typed and not saved is told, and asked about before it is left. */
export function PersonForm({ stored: first, told, tell }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { stored, version, isUnsaved, look, discard, save } = usePerson(first, tell);
  const lookAgain = (): void => {
    const form = place.current?.querySelector('form');
    if (form) look(typedIn(form));
  };
  return (
    <Region name={t('pages.profile.person')}>
      <div ref={place} onInput={lookAgain} onChange={lookAgain}>
        <Form key={version} onSubmit={save}>
          <PersonFields stored={stored} />
          <div role="status">{isUnsaved && <p class="hint">{t('pages.profile.unsaved')}</p>}</div>
          <div class="actions">
            <Button>{t('pages.profile.save')}</Button>
            {isUnsaved && (
              <Button look="quiet" onClick={discard}>
                {t('pages.profile.discard')}
              </Button>
            )}
          </div>
        </Form>
      </div>
      <Told text={told} />
      {isUnsaved && <Unsaved lead={t('pages.profile.leaveLead')} />}
    </Region>
  );
}
