import { may } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import type { UserPage } from '@castellan/panel';
import type { ListRow } from '@castellan/data';
import { changesAsText } from './changes-text.js';
import { actorText } from './history-resources.js';
import { moment } from './record-page.js';
import type { Section, SectionField, Value } from './record-page.js';

/** The page of a user, in groups. What the operator may not look at is left out. */
export function userSections(operator: Operator, row: ListRow, page: UserPage): readonly Section[] {
  const id = String(row['id']);
  return [
    identity(operator, row, id),
    contact(row),
    rights(row, page),
    dates(row),
    secondFactor(page),
    ...sessions(page, id),
    ...sources(page),
    ...events(page, id),
    ...acts(page, id),
  ];
}

const plain = (row: ListRow, name: string, label: string): SectionField => ({ label, value: (row[name] ?? null) as Value }); // a text, number or flag of the list
const time = (row: ListRow, name: string, label: string): SectionField => ({ label, value: moment(row[name]), kind: 'time' });

function identity(operator: Operator, row: ListRow, id: string): Section {
  return {
    title: 'Identity',
    fields: [
      { ...plain(row, 'avatar', 'Avatar'), kind: 'picture' },
      plain(row, 'email', 'E-mail'),
      plain(row, 'username', 'Username'),
      plain(row, 'first_name', 'First name'),
      plain(row, 'last_name', 'Last name'),
      plain(row, 'is_verified', 'Verified'),
      plain(row, 'is_active', 'Active'),
    ],
    ...(may(operator, 'profiles.view') && { links: [{ label: 'Profile', resource: 'profiles', record: id }] }),
  };
}

function contact(row: ListRow): Section {
  return {
    title: 'Contact',
    fields: [
      plain(row, 'phone', 'Phone'),
      time(row, 'phone_verified_at', 'Phone proven'),
      { label: 'E-mail address', value: row['is_verified'] === true ? 'proven' : 'not proven' },
    ],
  };
}

function rights(row: ListRow, { rights: held }: UserPage): Section {
  return {
    title: 'Permissions',
    fields: [
      plain(row, 'is_staff', 'Staff'),
      plain(row, 'is_superuser', 'Superuser'),
      ...(held
        ? [
            { label: 'Groups', value: held.groups.join(', ') || null },
            { label: 'Permissions of their own', value: held.permissions.join(', ') || null },
          ]
        : []),
    ],
  };
}

const dates = (row: ListRow): Section => ({
  title: 'Important dates',
  fields: [time(row, 'date_joined', 'Joined'), time(row, 'last_login', 'Last login'), time(row, 'closed_at', 'Closed by the owner')],
});

function secondFactor({ secondFactor: { enabledAt, backupCodesLeft } }: UserPage): Section {
  const state: SectionField = { label: 'State', value: enabledAt ? 'on' : 'off' };
  const since: SectionField = { label: 'Since', value: moment(enabledAt), kind: 'time' };
  return {
    title: 'Two-factor sign-in',
    fields: enabledAt ? [state, since, { label: 'Backup codes left', value: backupCodesLeft }] : [state],
  };
}

function sessions({ liveSessions }: UserPage, id: string): readonly Section[] {
  if (liveSessions === null) return [];
  return [
    {
      title: 'Sessions',
      fields: [{ label: 'Live sessions', value: liveSessions }],
      links: [{ label: 'All sessions', resource: 'sessions', filter: { name: 'user_id', value: id } }],
    },
  ];
}

function sources({ sources: from }: UserPage): readonly Section[] {
  if (from === null) return [];
  const rows = from.map(({ name, url, isFirst, createdAt }) => [name, url, isFirst, moment(createdAt)]);
  const columns = [{ label: 'Name' }, { label: 'URL' }, { label: 'Registered there' }, { label: 'Time', kind: 'time' as const }];
  return [{ title: 'Sources', table: { columns, rows, empty: 'From nowhere we know of.' } }];
}

function events({ events: newest }: UserPage, id: string): readonly Section[] {
  if (newest === null) return [];
  const rows = newest.map(({ createdAt, event, status, reason, ip }) => [moment(createdAt), event, status, reason ?? '', ip]);
  const columns = [
    { label: 'Time', kind: 'time' as const },
    { label: 'Event' },
    { label: 'Status' },
    { label: 'Reason' },
    { label: 'Address' },
  ];
  return [
    {
      title: 'Last events',
      table: { columns, rows, empty: 'Nothing happened yet.' },
      links: [{ label: 'The whole log of this user', resource: 'auth_events', filter: { name: 'user_id', value: id } }],
    },
  ];
}

/** Who did what to them, and why. */
function acts({ acts: newest }: UserPage, id: string): readonly Section[] {
  if (newest === null) return [];
  const rows = newest.map((row) => [
    moment(row['created_at']),
    String(actorText(row['actor'], row)),
    String(row['action']),
    changesAsText(row['changes']),
    typeof row['reason'] === 'string' ? row['reason'] : '',
  ]);
  const columns = [
    { label: 'Time', kind: 'time' as const },
    { label: 'Operator' },
    { label: 'What' },
    { label: 'Changes' },
    { label: 'Reason' },
  ];
  return [
    {
      title: 'What operators did',
      table: { columns, rows, empty: 'Nothing yet.' },
      links: [{ label: 'All of it', resource: 'audit_log', filter: { name: 'target_id', value: id } }],
    },
  ];
}
