import { PhoneController } from './phone.controller.js';

/** The routes of phone numbers, for `RestModule.forRoot`. */
export const PHONES_REST = { controllers: [PhoneController] };
