import type { Profile } from '@castellan/client';
import { Field } from '../../components/field.js';
import { t } from '../../app/words.js';
import { BioField } from './bio-field.js';
import { LanguageField } from './language-field.js';
import { TimezoneField } from './timezone-field.js';

const NAME_LENGTH = 150;
const LOCATION_LENGTH = 100;
const FIRST_DAY = '1900-01-01';
const today = (): string => new Date().toISOString().slice(0, 10);

export function PersonFields({ stored }: { readonly stored: Profile }) {
  const name = { maxLength: NAME_LENGTH, isOptional: true };
  return (
    <>
      <Field {...name} name="first_name" label={t('pages.profile.firstName')} autocomplete="given-name" value={stored.first_name} />
      <Field {...name} name="last_name" label={t('pages.profile.lastName')} autocomplete="family-name" value={stored.last_name} />
      <BioField value={stored.bio} />
      <Field
        name="location"
        label={t('pages.profile.location')}
        autocomplete="address-level2"
        value={stored.location}
        maxLength={LOCATION_LENGTH}
        isOptional
      />
      <Field
        name="date_of_birth"
        label={t('pages.profile.dateOfBirth')}
        autocomplete="bday"
        type="date"
        min={FIRST_DAY}
        max={today()}
        value={stored.date_of_birth ?? ''}
        isOptional
      />
      <LanguageField value={stored.language} />
      <TimezoneField value={stored.timezone} />
    </>
  );
}
