import { IdentityRemoval, PasskeyRemoval } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { Passkeys } from '@castellan/passkeys';
import type { TestApp } from '../app/test-app.js';
import { connect } from '../federation/persons.js';
import { aDeviceOf } from './passkeys.js';

/** A passkey and an account elsewhere of a user, by id, for an operator to take away. */
export async function takenFactors(app: TestApp, userId: string) {
  await aDeviceOf(app, userId);
  const [passkey] = await app.get(Passkeys).list(userId);
  const identity = await connect(app, userId);
  return {
    passkey: passkey!.id,
    identity: identity.id,
    takeAway: async (operator: Operator): Promise<void> => {
      await app.get(PasskeyRemoval).remove(operator, userId, [passkey!.id]);
      await app.get(IdentityRemoval).remove(operator, userId, [identity.id]);
    },
  };
}
