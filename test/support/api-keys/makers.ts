import { AccountCreation, AccountStatus, PanelSessions, TOTP, UserDirectory } from '@castellan/accounts';
import type { PanelOperator } from '@castellan/accounts';
import { TwoFactor } from '@castellan/twofactor';
import type { TestApp } from '../app/test-app.js';
import { HOST, OPERATOR, operatorOf } from '../people/operators.js';
import { someone } from '../people/people.js';
import { Authenticator } from '../people/second-factor.js';

/** A superuser who is in the panel, with a reason for all they do. */
export async function aSuperuser(app: TestApp): Promise<PanelOperator> {
  const { id } = await app.get(AccountCreation).createUser(HOST, someone(), { isVerified: true });
  await app.get(AccountStatus).setStaff(HOST, id, true);
  await app.get(AccountStatus).setSuperuser(HOST, id, true);
  const twoFactor = app.get(TwoFactor);
  const phone = new Authenticator(app, await twoFactor.generateSecretKey(id));
  await twoFactor.enable(id, phone.code(), async () => {});
  const session = await app.get(PanelSessions).open((await app.get(UserDirectory).find(id))!, TOTP, OPERATOR);
  return operatorOf(app, session!.token);
}
