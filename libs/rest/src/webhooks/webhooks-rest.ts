import { TwilioController } from './twilio.controller.js';

/** The routes that other services report to, for `RestModule.forRoot`. */
export const WEBHOOKS_REST = { controllers: [TwilioController] };
