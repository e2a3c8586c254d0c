import { may } from '@castellan/accounts';
import type { Lockout, LockoutKind, Operator } from '@castellan/accounts';
import type { UserPage } from '@castellan/panel';
import type { ListRow } from '@castellan/data';
import { changesAsText } from './changes-text.js';
import { actorText } from './history-resources.js';
import { moment } from './record-page.js';
import { isAnotherOf, mayChange } from './user-reach.js';
import type { Section, SectionField, SectionLink, Value } from './record-page.js';

/** The page of a user, in groups. What the operator may not look at is left out. */
export function userSections(operator: Operator, row: ListRow, page: UserPage): readonly Section[] {
  const id = String(row['id']);
  return [
    ...disabled(operator, row, page),
    ...lockedOut(operator, row, page),
    identity(operator, row, page, id),
    contact(operator, row),
    rights(row, page),
    dates(row),
    secondFactor(page),
    passkeys(operator, row, page),
    identities(operator, row, page),
    ...sessions(page, id),
    ...sources(page),
    ...events(page, id),
    ...acts(page, id),
  ];
}

/** Until when, and, for whoever may look at the audit log, by whom and why. */
function disabled(operator: Operator, row: ListRow, { acts: newest }: UserPage): readonly Section[] {
  if (row['is_active'] === true) return [];
  const act = newest?.find(({ changes }) => /(?:^|; )(?:is_active|disabled_until): /.test(changesAsText(changes))); // the newest of either is it
  const fields: readonly SectionField[] = [
    row['disabled_until'] ? time(row, 'disabled_until', 'Until') : { label: 'Until', value: 'somebody enables the account' },
    ...(act ? [{ label: 'By', value: String(actorText(act['actor'], act)) }] : []),
    ...(typeof act?.['reason'] === 'string' ? [{ label: 'Because', value: act['reason'] }] : []),
  ];
  return [{ title: 'Disabled', isAlert: true, fields, links: wayOut(operator, row, 'enable', 'Enable') }];
}

/** For whoever has somebody on the phone who cannot come in: above all else, and only when there is something. */
function lockedOut(operator: Operator, row: ListRow, { lockouts: present }: UserPage): readonly Section[] {
  if (present === null) return [{ title: 'Locked out', text: 'Not known: the store that counts wrong passwords and codes is away.' }];
  if (present.length === 0) return [];
  const rows = present.map((lockout) => [refusalText(lockout), moment(lockout.until), REASONS[lockout.kind](lockout.failures)]);
  const columns = [{ label: 'Refused' }, { label: 'Until', kind: 'time' as const }, { label: 'Why' }];
  return [{ title: 'Locked out', isAlert: true, table: { columns, rows, empty: '' }, links: wayOut(operator, row, 'unlock', 'Unlock') }];
}

/** To the question of the action, for whoever may do it. */
const wayOut = (operator: Operator, row: ListRow, action: string, label: string): readonly SectionLink[] =>
  mayChange(operator) && isAnotherOf(row, operator) ? [{ label, resource: 'users', record: String(row['id']), action }] : [];

const REFUSALS: Readonly<Record<LockoutKind, string>> = {
  password: 'Sign-in by password, from devices the account does not know',
  password_of_device: 'Sign-in by password from',
  second_factor: 'The second factor, everywhere',
  second_factor_of_strangers: 'The second factor from devices the account does not know, unless by the link in a mail',
};
const REASONS: Readonly<Record<LockoutKind, (failures: number) => string>> = {
  password: (failures) => `${failures} wrong passwords`,
  password_of_device: (failures) => `${failures} wrong passwords there`,
  second_factor: (failures) => `${failures} wrong codes in 15 minutes`,
  second_factor_of_strangers: (failures) => `${failures} wrong codes in a day`,
};
const refusalText = ({ kind, device }: Lockout): string => (device === null ? REFUSALS[kind] : `${REFUSALS[kind]} ${device}`);

const plain = (row: ListRow, name: string, label: string): SectionField => ({ label, value: (row[name] ?? null) as Value }); // a text, number or flag of the list
const time = (row: ListRow, name: string, label: string): SectionField => ({ label, value: moment(row[name]), kind: 'time' });

function identity(operator: Operator, row: ListRow, { lockouts }: UserPage, id: string): Section {
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
      { label: 'Locked out', value: lockouts === null ? 'not known' : lockouts.length > 0 },
    ],
    ...(may(operator, 'profiles.view') && { links: [{ label: 'Profile', resource: 'profiles', record: id }] }),
  };
}

function contact(operator: Operator, row: ListRow): Section {
  return {
    title: 'Contact',
    fields: [
      plain(row, 'phone', 'Phone'),
      time(row, 'phone_verified_at', 'Phone proven'),
      { label: 'E-mail address', value: row['is_verified'] === true ? 'proven' : 'not proven' },
    ],
    ...(may(operator, 'mail_deliveries.view') && {
      links: [{ label: 'Mails to this address', resource: 'mail_deliveries', filter: { name: 'recipient', value: String(row['email']) } }],
    }),
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
  fields: [
    time(row, 'date_joined', 'Joined'),
    time(row, 'last_login', 'Last login'),
    time(row, 'closed_at', 'Closed by the owner or an operator'),
    time(row, 'erase_at', 'Erased at, as an operator planned'),
  ],
});

function secondFactor({ secondFactor: { enabledAt, backupCodesLeft } }: UserPage): Section {
  const state: SectionField = { label: 'State', value: enabledAt ? 'on' : 'off' };
  const since: SectionField = { label: 'Since', value: moment(enabledAt), kind: 'time' };
  return {
    title: 'Two-factor sign-in',
    fields: enabledAt ? [state, since, { label: 'Backup codes left', value: backupCodesLeft }] : [state],
  };
}

/** What their owner calls them, and since when. */
function passkeys(operator: Operator, row: ListRow, { passkeys: held }: UserPage): Section {
  const rows = held.map(({ name, createdAt, lastUsedAt, isSynced }) => [name, moment(createdAt), moment(lastUsedAt), isSynced]);
  const columns = [
    { label: 'Name' },
    { label: 'Added', kind: 'time' as const },
    { label: 'Last used', kind: 'time' as const },
    { label: 'Synced' },
  ];
  const links = held.length > 0 ? wayOut(operator, row, 'removePasskeys', 'Remove passkeys') : [];
  return { title: 'Passkeys', table: { columns, rows, empty: 'None.' }, links };
}

/** At which provider, and by the address that it told last. */
function identities(operator: Operator, row: ListRow, { identities: held }: UserPage): Section {
  const rows = held.map(({ provider, providerName, email, createdAt, lastUsedAt }) => [
    providerName ?? `${provider} (not configured any more)`,
    email ?? '',
    moment(createdAt),
    moment(lastUsedAt),
  ]);
  const columns = [
    { label: 'Provider' },
    { label: 'Address there' },
    { label: 'Connected', kind: 'time' as const },
    { label: 'Last used', kind: 'time' as const },
  ];
  const links = held.length > 0 ? wayOut(operator, row, 'removeIdentities', 'Disconnect accounts') : [];
  return { title: 'Connected accounts', table: { columns, rows, empty: 'None.' }, links };
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
