import { AddressProof } from './address-proof.service.js';
import { EmailVerification } from './email-verification.service.js';
import { LinkProof } from './link-proof.service.js';
import { Registering } from './registering.service.js';
import { RegistrationChoice } from './registration-choice.service.js';
import { Registrations } from './registrations.service.js';
import { RegistrationsRepository } from './registrations.repository.js';
import { SignUp } from './sign-up.service.js';
import { SignUpNotices } from './sign-up-notices.service.js';
import { UnprovenErasure } from './unproven-erasure.service.js';
import { UnprovenUsersRepository } from './unproven-users.repository.js';
import { UsernameClaims } from './username-claims.service.js';
import { VerificationResending } from './verification-resending.service.js';

export const REGISTRATION_PROVIDERS = [
  AddressProof,
  EmailVerification,
  LinkProof,
  Registering,
  RegistrationChoice,
  Registrations,
  RegistrationsRepository,
  SignUp,
  SignUpNotices,
  UnprovenErasure,
  UnprovenUsersRepository,
  UsernameClaims,
  VerificationResending,
];
