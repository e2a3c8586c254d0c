import type { Mail, MailData } from '@castellan/notifications';

export const LINK = 'https://id.example.org/verify-account?uid=MQ&token=a_b-c';
const AT = new Date('2026-11-21T03:28:09Z');
export const VERIFY: Mail = { to: 'ada@example.org', template: 'verify-email', data: { link: LINK, minutes: 10 } };
export const reuse = (deviceName: string): Mail => ({ to: 'ada@example.org', template: 'refresh-reuse', data: { deviceName, at: AT } });
const ON_A_PHONE = { at: AT, deviceName: 'Firefox on Android' };
const EVERY_DATA: MailData = {
  'verify-email': { link: LINK, minutes: 10 },
  'address-taken': { signInLink: 'https://id.example.org/', resetLink: LINK },
  'refresh-reuse': ON_A_PHONE,
  'device-forgotten': ON_A_PHONE,
  'password-reset': { link: LINK, minutes: 60 },
  'account-recovered': { link: LINK, minutes: 60 },
  'panel-enrolment': { link: LINK, minutes: 60 },
  'password-changed': {
    how: 'reset',
    ...ON_A_PHONE,
    removed: [{ phrase: 'removed.phone' }, { phrase: 'removed.backup_codes' }],
    olderPasskeys: 2,
    olderIdentities: 1,
    resetLink: LINK,
  },
  'email-change-confirm': { link: LINK, minutes: 60 },
  'email-change-requested': { newEmail: 'countess@example.net', ...ON_A_PHONE },
  'email-changed': { newEmail: 'countess@example.net', undoLink: LINK, hours: 72 },
  'new-device': { ...ON_A_PHONE, ip: '2001:db8::7', reportLink: LINK, hours: 72 },
  'account-closed': { eraseAt: AT, signInLink: LINK },
  'account-reopened': ON_A_PHONE,
  'delivery-test': { at: AT },
  'phone-added': { phone: '+49 … 678', ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'phone-removed': { phone: '+49 … 678', ...ON_A_PHONE },
  'two-factor-enabled': { ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'two-factor-disabled': ON_A_PHONE,
  'two-factor-reset': { at: AT },
  'backup-codes-low': { remaining: 3 },
  'backup-codes-regenerated': { ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'authenticator-added': { ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'passkey-added': { ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'passkey-removed': { ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'passkey-copied': { ...ON_A_PHONE, addedAt: new Date('2026-10-01T12:00:00Z'), ip: '2001:db8::7', resetLink: LINK },
  'identity-linked': { provider: 'Acme', ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'identity-removed': { provider: 'Acme', ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'second-factor-failures': { at: AT, ip: '2001:db8::7', minutes: 15, resetLink: LINK },
  'second-factor-guessed': { ...ON_A_PHONE, ip: '2001:db8::7', resetLink: LINK },
  'sign-in-confirmation': {
    ...ON_A_PHONE,
    ip: '2001:db8::7',
    link: LINK,
    minutes: 10,
    resetLink: 'https://auth.example.org/password-reset',
  },
  otp: { code: '042042', minutes: 5 },
  'webhook-stopped': { endpoint: 'Billing (hooks.example.org)', since: AT, at: AT },
  'webhook-reported': { endpoint: 'Billing (hooks.example.org)', at: AT },
  'sms-stopped': { reason: { phrase: 'reasons.hour' }, at: AT, until: AT },
  'security-incident': {
    what: { phrase: 'what.many_accounts', values: { target: '203.0.113.7', number: 24, minutes: 15 } },
    advice: { phrase: 'advice.many_accounts' },
    at: AT,
  },
};
/** What is not always told. */
const MORE: readonly Mail[] = [
  { to: 'ada@example.org', template: 'passkey-removed', data: { at: AT, reportLink: LINK, hours: 1 } },
  { to: 'ada@example.org', template: 'identity-removed', data: { provider: 'Acme', at: AT, reportLink: LINK, hours: 1 } },
  {
    to: 'ada@example.org',
    template: 'verify-email',
    data: { link: LINK, minutes: 1, others: 2, resetLink: LINK, provider: 'Acme', ...ON_A_PHONE },
  },
  { to: 'ada@example.org', template: 'address-taken', data: { signInLink: 'https://id.example.org/', resetLink: LINK, ...ON_A_PHONE } },
  {
    to: 'ada@example.org',
    template: 'new-device',
    data: { ...ON_A_PHONE, ip: '2001:db8::7', place: 'Ghent, Belgium', reportLink: LINK, hours: 1 },
  },
  {
    to: 'ada@example.org',
    template: 'password-changed',
    data: { how: 'changed', at: AT, deviceName: 'Unknown device', removed: [], olderPasskeys: 0, olderIdentities: 0, resetLink: LINK },
  },
];
// One entry for each template, with the data of that template: the pairs that `Mail` is a union of.
export const EVERY_MAIL = [
  ...Object.entries(EVERY_DATA).map(([template, data]) => ({ to: 'ada@example.org', template, data }) as Mail),
  ...MORE,
];
