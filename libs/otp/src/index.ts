export { OneTimeCodeList } from './one-time-code-list.js';
export { OneTimeCodes } from './one-time-codes.service.js';
export type { IssuedCode } from './one-time-codes.service.js';
export { OTP_DEFAULTS, OtpModule } from './otp.module.js';
export type { OtpOptions } from './otp.options.js';
export type { OtpPurpose, OtpSubject } from './otp-subject.js';
