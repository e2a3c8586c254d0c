import { JwksController } from '../keys/jwks.controller.js';
import { EmailChangeController } from './email-change.controller.js';
import { MeController } from './me.controller.js';
import { OwnSessionsController } from './own-sessions.controller.js';
import { PasswordController } from './password.controller.js';
import { PresentedRefresh } from './presented-refresh.js';
import { SessionController } from './session.controller.js';
import { SignInAnswers } from './sign-in-answers.js';
import { SignUpController } from './sign-up.controller.js';
import { UserTexts } from './user-texts.js';

/** The routes of `accounts`, for `RestModule.forRoot`. */
export const ACCOUNTS_REST = {
  controllers: [
    SignUpController,
    SessionController,
    OwnSessionsController,
    PasswordController,
    EmailChangeController,
    MeController,
    JwksController,
  ],
  providers: [PresentedRefresh, SignInAnswers, UserTexts],
};
