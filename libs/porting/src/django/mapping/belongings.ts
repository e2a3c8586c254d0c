import type { PortedRights } from '@castellan/permissions';
import type { PortedProfile } from '@castellan/profiles';
import type { PortedSource } from '@castellan/sources';
import type { DjangoCatalogue, DjangoUser } from '../rows.js';
import { flag, moment, text } from './values.js';

/** What people tell of themselves, in a table of profiles or beside the account; undefined where there is neither. */
export function mapProfile({ user, details }: DjangoUser): PortedProfile | undefined {
  const [row] = details.profile ?? [];
  const settings = Object.fromEntries(
    ['company', 'position'].map((name) => [name, text(user.columns[name])] as const).filter(([, value]) => value !== ''),
  );
  if (!row && Object.keys(settings).length === 0) return undefined;
  const { bio, location, date_of_birth: born, birth_date: birth, language, timezone, time_zone: zone } = row?.columns ?? {};
  return {
    bio: text(bio),
    location: text(location),
    dateOfBirth: text(born ?? birth) || null,
    language: text(language) || null,
    timezone: text(timezone ?? zone) || null,
    settings,
  };
}

/** Where they came from; undefined where nothing is said. */
export function mapSources({ details }: DjangoUser, { sources }: DjangoCatalogue, joined: Date): readonly PortedSource[] | undefined {
  return details.source_link?.flatMap(({ columns }) => {
    const source = sources.get(text(columns['source_id']));
    if (!source) return [];
    const { url, name, description, is_active: isActive, created_at: created } = source.columns;
    return [
      {
        url: text(url),
        name: text(name).slice(0, 100) || null,
        description: text(description),
        isActive: flag(isActive) ?? true,
        isFirst: flag(columns['first_registration']) ?? false,
        createdAt: moment(columns['registration_date']) ?? moment(created) ?? joined,
      },
    ];
  });
}

/** @param isTaken not one that means something of our own */
export function mapRights({ groups, permissions }: DjangoUser, isTaken: (permission: string) => boolean): PortedRights {
  return { groups: groups.toSorted(), permissions: permissions.filter(isTaken).toSorted() };
}
