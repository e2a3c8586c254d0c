import { ACCESS_TOKEN_TTL_MS, RECENT_AUTH_MS } from '@castellan/access';
import { ACCOUNTS_DEFAULTS } from '@castellan/accounts';
import { FEDERATION_DEFAULTS } from '@castellan/federation';
import { FAILURE_REFUSAL_MS, FAILURE_WINDOW_MS } from '@castellan/limits';
import { OTP_DEFAULTS } from '@castellan/otp';
import { ANSWER_FLOORS } from '@castellan/rest';
import { BACKUP_CODES } from '@castellan/twofactor';
import { FORMER_SECRET_MS, MAX_WEBHOOK_ENDPOINTS } from '@castellan/webhooks';
import { Page } from '../support/documents/page.js';

const page = new Page('docs/reference/contract.md');

const seconds = (ms: number): string => String(ms / 1_000);
const minutes = (ms: number): string => String(ms / 60_000);
const hours = (ms: number): string => String(ms / 3_600_000);
const days = (ms: number): string => String(ms / 86_400_000);

const { verificationTtlMs, passwordResetTtlMs, pendingEmailTtlMs, undoTtlMs, ...accounts } = ACCOUNTS_DEFAULTS;

/** What stands in each section, with the number that the code has. */
const SENTENCES: readonly (readonly [section: string, sentence: string])[] = [
  ['Tokens', `of ${minutes(ACCESS_TOKEN_TTL_MS)} minutes, signed with Ed25519`],
  ['Tokens', `within ${seconds(accounts.refreshGraceMs)} s of the rotation`],
  [
    'Sessions',
    `ends ${days(accounts.refreshTtlMs)} days after its last refresh, and ${days(accounts.sessionMaxAgeMs)} days after its sign-in`,
  ],
  ['Sessions', `A user has at most ${String(accounts.maxSessions)};`],
  ['Recent proof', `a proof of the last ${minutes(RECENT_AUTH_MS)} minutes`],
  ['Devices', `asks for none on that device for ${days(accounts.trustedDeviceTtlMs)} days`],
  ['Mailed links', `${minutes(verificationTtlMs)} min \`VERIFICATION_TTL\``],
  ['Mailed links', `${minutes(passwordResetTtlMs)} min \`PASSWORD_RESET_TTL\``],
  ['Mailed links', `${minutes(pendingEmailTtlMs)} min \`PENDING_EMAIL_TTL\``],
  ['Mailed links', `${hours(undoTtlMs)} h \`UNDO_LINK_TTL\``],
  ['Second factors', `and ${String(BACKUP_CODES)} backup codes`],
  ['Second factors', `lives ${seconds(accounts.pendingTtlMs)} s`],
  ['Second factors', `\`${accounts.twoFactorPolicy}\` (default;`],
  [
    'One-time codes',
    `A code has ${String(OTP_DEFAULTS.length)} digits, lives ${seconds(OTP_DEFAULTS.ttlMs)} s, bears ${String(OTP_DEFAULTS.maxAttempts)} guesses`,
  ],
  ['One-time codes', `gets ${String(OTP_DEFAULTS.maxRequests)} an hour, ${seconds(OTP_DEFAULTS.resendCooldownMs)} s apart`],
  ['Passwords', `${accounts.passwordHasher} (cost ${String(accounts.bcryptCost)})`],
  ['Limits', `5 in ${minutes(FAILURE_WINDOW_MS)} min, all strangers together`],
  ['Limits', `${minutes(FAILURE_REFUSAL_MS)} min of the same 401`],
  ['Limits', `\`signup/\` ${String(ANSWER_FLOORS.signUpMs)} ms;`],
  ['Limits', `\`phone/\` ${String(ANSWER_FLOORS.mailMs)} ms.`],
  ['Providers', `keeps for ${minutes(FEDERATION_DEFAULTS.stateTtlMs)} minutes (\`PROVIDER_STATE_TTL\`)`],
  ['Account', `erased after ${days(accounts.erasureDelayMs)} days (\`ACCOUNT_ERASURE_DELAY\`)`],
  ['Machines', `at most ${MAX_WEBHOOK_ENDPOINTS}: an address`],
  ['Machines', `for ${hours(FORMER_SECRET_MS)} h the former secret`],
  ['Events', `They are kept ${days(accounts.eventsRetentionMs)} days (\`EVENTS_RETENTION\`)`],
];

describe('docs/reference/contract.md', () => {
  it.each(SENTENCES)('%s: says the number that holds: %s', (section, sentence) => {
    expect(page.section(section).replace(/\s+/g, ' ')).toContain(sentence);
  });
});
