import type { SmsOptions } from '@castellan/notifications';

/** No SMS at all; a story that wants some says what differs. */
export const NO_SMS: SmsOptions = {
  provider: { kind: 'off' },
  statusUrl: 'https://id.example.org/api/webhooks/twilio/',
};
