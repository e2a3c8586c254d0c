import { EmailVerification } from './email-verification.service.js';
import { SignUp } from './sign-up.service.js';
import { SignUpNotices } from './sign-up-notices.service.js';
import { VerificationLink } from './verification-link.service.js';

export const SIGN_UP_PROVIDERS = [EmailVerification, SignUp, SignUpNotices, VerificationLink];
