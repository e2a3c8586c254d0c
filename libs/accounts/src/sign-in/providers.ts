import { PasswordProof } from './password-proof.service.js';
import { PasswordSignIn } from './password-sign-in.service.js';
import { PendingCodes } from './pending-codes.service.js';
import { PendingSignIns } from './pending-sign-ins.service.js';
import { ProofRecords } from './proof-records.service.js';
import { Reauthentication } from './reauthentication.service.js';
import { SecondFactorDemand } from './second-factor-demand.service.js';
import { SecondFactorSignIn } from './second-factor-sign-in.service.js';
import { SignIn } from './sign-in.service.js';
import { SignInConfirmation } from './sign-in-confirmation.service.js';
import { SignInRecords } from './sign-in-records.service.js';

export const SIGN_IN_PROVIDERS = [
  PasswordProof,
  PasswordSignIn,
  PendingCodes,
  PendingSignIns,
  ProofRecords,
  Reauthentication,
  SecondFactorDemand,
  SecondFactorSignIn,
  SignIn,
  SignInConfirmation,
  SignInRecords,
];
