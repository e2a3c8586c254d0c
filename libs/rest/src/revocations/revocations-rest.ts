import { RevocationAnswers } from './revocation-answers.js';
import { RevocationsController } from './revocations.controller.js';

/** The feed of revocations, for `RestModule.forRoot`. */
export const REVOCATIONS_REST = { controllers: [RevocationsController], providers: [RevocationAnswers] };
