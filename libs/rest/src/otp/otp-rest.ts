import { OtpController } from './otp.controller.js';

/** The routes of one-time codes, for `RestModule.forRoot`. */
export const OTP_REST = { controllers: [OtpController] };
