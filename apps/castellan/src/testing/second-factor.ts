import type { User } from '@castellan/accounts';
import { TwoFactor } from '@castellan/twofactor';
import type { ModuleRef } from '@nestjs/core';
import { generateSync } from 'otplib';
import type { TestClock } from './test-clock.js';

/** The code that turns it on is used up: it is one of an hour ago, so that the present one is not. */
const SET_UP_MS = 60 * 60_000;

/** Gives the user an authenticator, and tells what it shows. */
export async function secondFactorOf(services: ModuleRef, clock: TestClock, user: User): Promise<() => string> {
  const twoFactor = services.get(TwoFactor, { strict: false });
  if (await twoFactor.isEnabled(user.id)) return unknown;
  const secret = await twoFactor.generateSecretKey(user.id);
  const code = (): string => generateSync({ secret, epoch: clock.seconds() });
  await clock.before(SET_UP_MS, () => twoFactor.enable(user.id, code()));
  return code;
}

function unknown(): never {
  throw new Error('The secret of this user’s authenticator is not the kit’s.');
}
