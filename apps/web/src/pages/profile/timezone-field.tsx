import { useRef, useState } from 'preact/hooks';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const LIST = 'timezones';

/** A list that is searched by typing, and what this device says. */
export function TimezoneField({ value }: { readonly value: string | null }) {
  const place = useRef<HTMLDivElement>(null);
  const [typed, remember] = useState(value ?? '');
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const look = (): void => remember(place.current?.querySelector('input')?.value ?? '');
  const takeHere = (): void => {
    const input = place.current?.querySelector('input');
    if (!input) return;
    input.value = here;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.focus();
  };
  return (
    <div ref={place} onInput={look}>
      <Field
        name="timezone"
        label={t('pages.profile.timezone')}
        hint={t('pages.profile.timezoneHint')}
        autocomplete="off"
        autoCapitalize="none"
        spellcheck={false}
        list={LIST}
        value={value ?? ''}
        isOptional
      />
      <datalist id={LIST}>
        {ZONES.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {typed !== here && (
        <Button look="link" onClick={takeHere}>
          {t('pages.profile.timezoneDetected', { zone: here })}
        </Button>
      )}
    </div>
  );
}
