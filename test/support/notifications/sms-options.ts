import type { SmsOptions } from '@castellan/notifications';

/** No SMS at all; a story that wants some says what differs. */
export const NO_SMS: SmsOptions = {
  provider: { kind: 'off' },
  prefixes: null,
  limits: { numberPerHour: 5, networkPerDay: 20, perHour: 100, perDay: 1000 },
  statusUrl: 'https://id.example.org/api/webhooks/twilio/',
  operatorsEmail: null,
};
