import { JwksController } from '../keys/jwks.controller.js';
import { MeController } from './me.controller.js';
import { PresentedRefresh } from './presented-refresh.js';
import { SessionController } from './session.controller.js';
import { SignInAnswers } from './sign-in-answers.js';
import { SignUpController } from './sign-up.controller.js';

/** The routes of `accounts`, for `RestModule.forRoot`. */
export const ACCOUNTS_REST = {
  controllers: [SignUpController, SessionController, MeController, JwksController],
  providers: [PresentedRefresh, SignInAnswers],
};
