import { PasskeyChallengesController } from './passkey-challenges.controller.js';
import { PasskeySignInController } from './passkey-sign-in.controller.js';
import { PasskeysController } from './passkeys.controller.js';
import { RelatedOriginsController } from './related-origins.controller.js';

/** The routes of passkeys, for `RestModule.forRoot`. */
export const PASSKEYS_REST = {
  controllers: [PasskeysController, PasskeySignInController, PasskeyChallengesController, RelatedOriginsController],
};
