import { AccountStatus, PanelSessions, TOTP, UserDirectory } from '@castellan/accounts';
import type { PanelOperator } from '@castellan/accounts';
import { TwoFactor } from '@castellan/twofactor';
import type { TestApp } from '../app/test-app.js';
import { HOST, OPERATOR, operatorOf } from '../people/operators.js';
import { aUser, signInBearer } from '../people/people.js';
import type { Person } from '../people/people.js';
import { Authenticator } from '../people/second-factor.js';

const DAY_MS = 24 * 3_600_000;

interface StolenSuperuser {
  readonly person: Person;
  /** At the panel. */
  readonly thief: PanelOperator;
  /** What the link in the mail of the thief's sign-in says. */
  readonly report: object;
}

/** Somebody else signs in as a superuser, which is mailed, and is at the panel. */
export async function aStolenSuperuser(app: TestApp): Promise<StolenSuperuser> {
  const person = await aUser(app);
  await signInBearer(app, person);
  app.clock.advance(DAY_MS + 1);
  await signInBearer(app, person);
  const { links } = await app.mailTo(person.email, 2);
  const report = Object.fromEntries(new URL(links.find((link) => link.includes('/report-sign-in'))!).searchParams);
  return { person, thief: await atThePanel(app, person.email), report };
}

/** As a superuser with a session of the panel. */
export async function atThePanel(app: TestApp, email: string): Promise<PanelOperator> {
  const [user] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
  const { id } = user!;
  await app.get(AccountStatus).setStaff(HOST, id, true);
  await app.get(AccountStatus).setSuperuser(HOST, id, true);
  const twoFactor = app.get(TwoFactor);
  const phone = new Authenticator(app, await twoFactor.generateSecretKey(id));
  await twoFactor.enable(id, phone.code(), async () => {});
  const context = { ...OPERATOR, actor: { kind: 'user', id } } as const;
  const session = await app.get(PanelSessions).open((await app.get(UserDirectory).find(id))!, TOTP, context);
  const operator = await operatorOf(app, session!.token);
  return { ...operator, context: { ...operator.context, actor: context.actor } };
}
