import { readFileSync } from 'node:fs';
import { AccountRecovery } from '@castellan/accounts';
import { signInBearer, aUser } from '../../../support/people/people.js';
import type { BearerSession, Person } from '../../../support/people/people.js';
import { aProtectedUser, signInWithBoth } from '../../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../../support/people/second-factor.js';
import { withApp } from '../../../support/app/with-app.js';
import { ageFactors, grownUp } from '../../../support/theft/accounts.js';
import { DEEDS } from '../../../support/theft/deeds.js';
import type { Deed } from '../../../support/theft/deeds.js';
import { leftOver } from '../../../support/theft/left-over.js';
import { MEANS } from '../../../support/theft/means.js';
import type { Means } from '../../../support/theft/means.js';
import { Theft } from '../../../support/theft/theft.js';
import { OWNERS_NEW_PASSWORD, setNewPassword, WAYS_BACK, whyNot } from '../../../support/theft/ways-back.js';
import type { WayBack } from '../../../support/theft/ways-back.js';

interface Cell {
  readonly means: Means;
  readonly deed: Deed;
  readonly way: WayBack;
}

/** All that a thief can hold, and do with it, and all that its owner can do about that. */
const CELLS: readonly Cell[] = MEANS.flatMap((means) =>
  DEEDS.filter((deed) => deed.isPossible(means)).flatMap((deed) =>
    WAYS_BACK.filter((way) => way.isOpen(means, deed)).map((way) => ({ means, deed, way })),
  ),
);
const named = (cells: readonly Cell[]) =>
  cells.map((cell) => [`${cell.means.what}: he ${cell.deed.what} | ${cell.way.what}`, cell] as const);

describe(AccountRecovery.name, () => {
  const app = withApp({ BACKUP_CODES_COUNT: '2', THROTTLE_VERIFY_2FA: 'off', THROTTLE_OTP_REQUEST: 'off' });

  const steal = async ({ means, deed }: Cell): Promise<Theft> => {
    const theft = means.ofTwoSteps ? await ofTwoSteps() : await ofOneStep();
    await grownUp(app, theft.owner);
    await means.enter(theft);
    await deed.dare(theft);
    return theft;
  };
  const ofOneStep = async (): Promise<Theft> => {
    const owner = await aUser(app);
    return new Theft(app, owner, await signInBearer(app, owner));
  };
  const ofTwoSteps = async (): Promise<Theft> => {
    const owner = await aProtectedUser(app);
    await ageFactors(app, owner);
    return new Theft(app, owner, owner.session);
  };

  /** With the second factor that was theirs, where the thief left it. */
  const signIn = ({ owner }: Theft, { means, deed }: Cell): Promise<BearerSession> => {
    const renewed: Person = { email: owner.email, password: OWNERS_NEW_PASSWORD };
    const keepsFactor = means.ofTwoSteps && !deed.takesFactor;
    return keepsFactor ? signInWithBoth(app, { ...(owner as ProtectedPerson), ...renewed }) : signInBearer(app, renewed);
  };

  const expectAlone = async (theft: Theft, cell: Cell, { bearer, sessionId }: BearerSession): Promise<void> => {
    const get = async (path: string) => (await app.client().get(path, bearer)).body;
    const hasFactor = Boolean(cell.means.ofTwoSteps && !cell.deed.takesFactor);
    expect(await get('/api/auth/me/')).toMatchObject({ email: theft.owner.email, two_factor_enabled: hasFactor });
    expect((await get('/api/profile/')).phone).toBeNull();
    expect((await get('/api/auth/sessions/')).results.map(({ id }: { id: string }) => id)).toEqual([sessionId]);
    expect((await get('/api/auth/devices/')).count).toBe(1);
    expect((await get('/api/auth/passkeys/')).count).toBe(0);
  };

  it.each(named(CELLS.filter(({ deed, way }) => !whyNot(deed, way))))(
    'gives the account back to its owner alone from who has %s',
    async (_, cell) => {
      const theft = await steal(cell);

      await cell.way.take(theft, cell.deed);

      expect(await leftOver(theft)).toEqual([]);
      if (!cell.way.what.startsWith('a reset')) await setNewPassword(theft);
      const owners = await signIn(theft, cell);
      await expectAlone(theft, cell, owners);
      expect(await leftOver(theft)).toEqual([]);
      await expectAlone(theft, cell, owners);
    },
  );

  const shut = named(CELLS.filter(({ deed, way }) => whyNot(deed, way)));

  it.each(shut.filter(([, { deed }]) => deed.moves))(
    'mails no reset to an address that the account was moved away from: %s',
    async (_, cell) => {
      const theft = await steal(cell);
      await app.sql('DELETE FROM mailed_links WHERE purpose = $1', ['password_reset']);
      await theft.post('password-reset', { email: theft.owner.email });
      expect(await app.sql('SELECT 1 FROM mailed_links WHERE purpose = $1', ['password_reset'])).toEqual([]);
    },
  );

  it.each(shut.filter(([, { deed }]) => !deed.moves))('shuts the thief out, and the owner with him: %s', async (_, cell) => {
    const theft = await steal(cell);
    await cell.way.take(theft, cell.deed);
    expect(await leftOver(theft)).toEqual([]);
    const { body } = await theft.post('login', { email: theft.owner.email, password: OWNERS_NEW_PASSWORD, transport: 'bearer' });
    expect(body.requires_2fa).toBe(true);
  });

  it('says of every way that does not bring the owner in alone, why not', () => {
    const guide = readFileSync('docs/guides/account-recovery.md', 'utf8').replace(/\s+/g, ' ');
    const reasons = CELLS.flatMap(({ deed, way }) => whyNot(deed, way) ?? []);
    for (const reason of new Set(reasons)) expect(guide).toContain(reason);
    for (const { what } of [...MEANS, ...DEEDS, ...WAYS_BACK]) expect(guide.toLowerCase()).toContain(what.toLowerCase());
  });
});
