import type { CastellanOptions } from '@castellan/composition';

/** No network, nothing on disk, no waiting: cheap hashes, no answer takes longer than it must, no limit of requests. */
export const QUIET = {
  environment: 'test',
  publicUrl: 'http://localhost:3000/auth',
  secretKeys: ['the secret key of tests, which is no secret'],
  logLevel: 'silent',
  bcryptCost: 4,
  answerFloorSignup: '0s',
  answerFloorMail: '0s',
  throttleLogin: 'off',
  throttleSignup: 'off',
  throttlePasswordReset: 'off',
  throttleVerify2fa: 'off',
  throttleOtpRequest: 'off',
  throttleOtpVerify: 'off',
  throttlePasskeyOptions: 'off',
  throttlePasskeyLogin: 'off',
  twoFactorPolicy: 'optional',
} as const satisfies Partial<CastellanOptions>;
