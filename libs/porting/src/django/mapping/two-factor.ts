import { plainLine } from '@castellan/log';
import type { PortedBackupCode, PortedTotp, PortedTwoFactor } from '@castellan/twofactor';
import type { Refusal, RefusalReason, Remark } from '../../records/refusal.js';
import type { DjangoRow, DjangoUser, UserColumns } from '../rows.js';
import { base32, plainBase32 } from './base32.js';
import { allauthCodes } from './recovery-codes.js';
import { flag, json, moment, text, whole } from './values.js';

/** What the second factors of a user come to. */
export interface MappedFactors {
  readonly twoFactor: PortedTwoFactor | null;
  readonly refused: readonly Refusal[];
  readonly remarks: readonly Remark[];
  /** They had one that cannot be taken: the password alone must not be enough now. */
  readonly isLost: boolean;
}

/** What can be stored, as `TwoFactorPorting` says. */
export interface FactorRules {
  readonly isSecret: (secret: string) => boolean;
  /** As it is kept; null for another form. */
  readonly readCode: (code: string) => string | null;
}

interface Candidate {
  readonly row: string;
  /** Null for one that cannot be taken. */
  readonly totp: PortedTotp | null;
  readonly reason: RefusalReason;
}

/** A report is printed: no row moves the cursor. */
const MAX_NAME_LENGTH = 200;

/** Nobody has more on paper; each makes a guess more likely. */
const MOST_CODES = 50;

const SECRET_COLUMNS = ['secret', 'secret_key', 'totp_secret', 'otp_secret'];
const SWITCH_COLUMNS = [
  'is_enabled',
  'enabled',
  'is_active',
  'confirmed',
  'is_confirmed',
  'is_verified',
  'confirmed_at',
  'enabled_at',
  'enrolled_at',
];
const CODE_COLUMNS = ['backup_codes', 'recovery_codes'];

/** One authenticator and the unused codes of a user, wherever they were kept. */
export function mapFactors(django: DjangoUser, columns: UserColumns, joined: Date, rules: FactorRules): MappedFactors {
  const candidates = [
    ...devices(django, joined, rules),
    ...foreign(django),
    ...ofTables(django, joined, rules),
    ...ofUser(django, columns, joined, rules),
  ];
  const usable = candidates.flatMap(({ row, totp }) => (totp ? [{ row, totp }] : []));
  const [chosen, ...others] = usable.toSorted((one, other) => other.totp.lastUsedStep - one.totp.lastUsedStep);
  const { codes, refused, given } = codesOf(django, columns, joined, rules);
  return {
    twoFactor: chosen ? { enabledAt: chosen.totp.enabledAt, totp: chosen.totp, backupCodes: codes } : null,
    refused: [...candidates.filter(({ totp }) => totp === null).map(({ row, reason }) => ({ row, reason })), ...refused],
    remarks: others.map(({ row }) => ({ row, remark: 'another_authenticator_is_kept' })),
    isLost: !chosen && (candidates.length > 0 || given > 0),
  };
}

/** django-otp: a hexadecimal key, and parameters that authenticator apps do not all take. */
function devices({ details }: DjangoUser, joined: Date, { isSecret }: FactorRules): readonly Candidate[] {
  return confirmed(details.otp_totp_device).map((row) => {
    const { key, step, digits, t0, last_t: last } = row.columns;
    const isUsual = whole(step) === 30 && whole(digits) === 6 && (whole(t0) ?? 0) === 0;
    const hex = text(key);
    const secret = /^(?:[0-9a-f]{2})+$/i.test(hex) ? base32(Buffer.from(hex, 'hex')) : '';
    const totp = { secret, enabledAt: joined, lastUsedStep: Math.max(0, whole(last) ?? 0) };
    return {
      row: nameOf(row),
      totp: isUsual && isSecret(secret) ? totp : null,
      reason: isUsual ? 'broken_secret' : 'unknown_second_factor',
    };
  });
}

/** Codes by mail, SMS, counters, security keys. */
function foreign({ details }: DjangoUser): readonly Candidate[] {
  const webauthn = (details.allauth_authenticator ?? []).filter(
    ({ columns }) => !['totp', 'recovery_codes'].includes(text(columns['type'])),
  );
  return [...confirmed(details.otp_other_device), ...webauthn].map((row) => ({
    row: nameOf(row),
    totp: null,
    reason: 'unknown_second_factor',
  }));
}

function ofTables({ details }: DjangoUser, joined: Date, { isSecret }: FactorRules): readonly Candidate[] {
  const rows = (details.two_factor ?? []).filter(({ columns }) => isOn(columns, true));
  const ours = rows.map((row) => candidate(row, firstText(row, SECRET_COLUMNS), enabledAt(row) ?? joined, isSecret));
  const allauth = (details.allauth_authenticator ?? []).filter(({ columns }) => columns['type'] === 'totp');
  return [...ours, ...allauth.map((row) => candidate(row, allauthSecret(row), moment(row.columns['created_at']) ?? joined, isSecret))];
}

/** Some keep it in the table of users. A secret that nothing says is in use may never have been scanned. */
function ofUser({ user }: DjangoUser, columns: UserColumns, joined: Date, { isSecret }: FactorRules): readonly Candidate[] {
  const { totp_secret: secret, totp_enabled: enabled } = columns;
  const written = secret === null ? '' : text(user.columns[secret]);
  if (written === '' || enabled === null || flag(user.columns[enabled]) !== true) return [];
  return [candidate(user, written, joined, isSecret)];
}

function candidate(row: DjangoRow, written: string, since: Date, isSecret: (secret: string) => boolean): Candidate {
  const secret = plainBase32(written);
  return { row: nameOf(row), totp: isSecret(secret) ? { secret, enabledAt: since, lastUsedStep: 0 } : null, reason: 'broken_secret' };
}

interface Codes {
  readonly codes: readonly PortedBackupCode[];
  readonly refused: readonly Refusal[];
  /** How many there were. */
  readonly given: number;
}

function codesOf(django: DjangoUser, columns: UserColumns, joined: Date, { readCode }: FactorRules): Codes {
  const known = new Map<string, PortedBackupCode>();
  const refused: Refusal[] = [];
  let given = 0;
  for (const { row, codes } of codeLists(django, columns)) {
    given += codes?.length ?? 1;
    const read = codes?.map(readCode) ?? [null];
    if (read.includes(null)) refused.push({ row: nameOf(row), reason: 'unknown_backup_code' });
    else for (const code of read) if (code !== null) known.set(code, { code, createdAt: joined, usedAt: null });
  }
  return { codes: [...known.values()].slice(0, MOST_CODES), refused, given };
}

interface CodeList {
  readonly row: DjangoRow;
  /** Null for a form that is not known. */
  readonly codes: readonly string[] | null;
}

/** What is not used, wherever it is kept. */
function codeLists({ user, details }: DjangoUser, columns: UserColumns): readonly CodeList[] {
  const {
    otp_static_token: tokens = [],
    backup_code: codes = [],
    allauth_authenticator: authenticators = [],
    two_factor: factors = [],
  } = details;
  const unconfirmed = new Set(
    (details.otp_static_device ?? []).filter((row) => flag(row.columns['confirmed']) === false).map(({ key }) => key),
  );
  const isOfConfirmed = (row: DjangoRow): boolean => !unconfirmed.has(text(row.columns['device_id']));
  const off = new Set(factors.filter((row) => !isOn(row.columns, true)).map(({ key }) => key));
  const isOfSwitchedOn = ({ columns: its }: DjangoRow): boolean => !off.has(text(its['twofactor_id'] ?? its['two_factor_id']));
  return [
    ...tokens.filter(isOfConfirmed).map((row) => ({ row, codes: [text(row.columns['token'])] })),
    ...codes
      .filter((row) => flag(row.columns['used']) !== true && isOfSwitchedOn(row))
      .map((row) => ({ row, codes: [text(row.columns['code'])] })),
    ...authenticators
      .filter((row) => row.columns['type'] === 'recovery_codes')
      .map((row) => ({ row, codes: allauthCodes(json(row.columns['data'])) })),
    ...factors
      .filter(({ columns: said }) => isOn(said, true))
      .flatMap((row) => CODE_COLUMNS.flatMap((column) => listIn(row, row.columns[column]))),
    ...(columns.backup_codes === null ? [] : listIn(user, user.columns[columns.backup_codes])),
  ];
}

/** A JSON list, or texts between commas. */
function listIn(row: DjangoRow, value: unknown): readonly CodeList[] {
  const list = typeof value === 'string' && !value.trim().startsWith('[') ? value.split(/[\s,;]+/) : json(value);
  if (!Array.isArray(list)) return [];
  const codes = list.filter((code) => code !== '');
  if (codes.length === 0) return [];
  return [{ row, codes: codes.every((code): code is string => typeof code === 'string') ? codes : null }];
}

const confirmed = (rows: readonly DjangoRow[] = []): readonly DjangoRow[] =>
  rows.filter(({ columns }) => flag(columns['confirmed']) !== false);

/** A switch that says no decides; else any that says yes. @param otherwise where no column says so */
function isOn(columns: DjangoRow['columns'], otherwise: boolean): boolean {
  if (['is_enabled', 'enabled', 'is_active'].some((column) => flag(columns[column]) === false)) return false;
  const said = SWITCH_COLUMNS.filter((column) => column in columns);
  return said.length === 0 ? otherwise : said.some((column) => flag(columns[column]) ?? moment(columns[column]) !== null);
}

const enabledAt = ({ columns }: DjangoRow): Date | null =>
  moment(columns['enabled_at'] ?? columns['confirmed_at'] ?? columns['enrolled_at'] ?? columns['created_at']);

const firstText = ({ columns }: DjangoRow, names: readonly string[]): string =>
  names.map((name) => text(columns[name])).find((value) => value !== '') ?? '';

function allauthSecret({ columns }: DjangoRow): string {
  const data = json(columns['data']) as { readonly secret?: unknown } | null;
  return text(data?.secret);
}

/** How a row is called in a report. */
export const nameOf = ({ table, key }: Pick<DjangoRow, 'table' | 'key'>): string => plainLine(`${table} ${key}`, MAX_NAME_LENGTH);
