import { DeviceEntity } from './devices/device.entity.js';
import { SigningKeyEntity } from './keys/signing-key.entity.js';
import { OneTimeLinkEntity } from './links/one-time-link.entity.js';
import { PasswordResetTokenEntity } from './passwords/password-reset-token.entity.js';
import { SessionEntity } from './sessions/session.entity.js';
import { EmailVerificationTokenEntity } from './sign-up/email-verification-token.entity.js';
import { UserEntity } from './users/user.entity.js';

export const ACCOUNTS_TABLES = [
  UserEntity,
  EmailVerificationTokenEntity,
  PasswordResetTokenEntity,
  OneTimeLinkEntity,
  DeviceEntity,
  SessionEntity,
  SigningKeyEntity,
];
