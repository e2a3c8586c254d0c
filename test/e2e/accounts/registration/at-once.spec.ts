import { EmailVerification } from '@castellan/accounts';
import { aUser, PASSWORD, signInBearer, signInCookie, someone } from '../../../support/people/people.js';
import { linkTo, protect } from '../../../support/people/second-factor.js';
import { signUpsIn, STRANGERS, THIEFS } from '../../../support/people/sign-ups.js';
import { withApp } from '../../../support/app/with-app.js';

describe(`${EmailVerification.name}, where nobody need prove an address`, () => {
  const app = withApp({ REQUIRE_VERIFIED_EMAIL: 'false' });
  const { post, signUp, login, verify } = signUpsIn(() => app);

  it('puts the first sign-up into force at once; a second one changes nothing', async () => {
    const person = someone();
    await signUp(person, { first_name: 'Ada' });
    await signUp(person, STRANGERS);
    expect((await login(person, THIEFS)).body.code).toBe('email_unverified');
    expect((await signInCookie(app, person)).answer.body.user.first_name).toBe('Ada');
    expect((await verify(person, 2, { password: person.password })).status).toBe(200);
    expect((await login(person, THIEFS)).status).toBe(401);
  });

  it('drops password, sessions, devices and factors of whoever was first, when somebody else proves theirs (pre-account hijacking)', async () => {
    const victim = someone();
    await signUp(victim, STRANGERS);
    const thief = await signInBearer(app, { ...victim, password: THIEFS });
    await protect(app, { ...victim, password: THIEFS });
    await signUp(victim, { first_name: 'Ada' });
    await app.mailTo(victim.email, 3); // two of the sign-ups, one of the second factor
    const link = await linkTo(app, victim.email, 'verify-account');
    expect((await post('verify-account', link)).body.code).toBe('password_required');
    expect((await post('verify-account', { ...link, password: victim.password })).status).toBe(200);
    expect((await app.client().get('/api/auth/me/', thief.bearer)).status).toBe(401);
    expect((await login(victim, THIEFS)).status).toBe(401);
    expect(await app.sql('SELECT 1 FROM devices d JOIN users u ON u.id = d.user_id WHERE u.email = $1', [victim.email])).toEqual([]);
    expect((await signInCookie(app, victim)).answer.body.user).toMatchObject({ first_name: 'Ada', two_factor_enabled: false });
  });

  it('takes no sign-up for an account that is in use though unproven', async () => {
    const person = await aUser(app, { verified: false });
    await signInCookie(app, person);
    await signUp(person, STRANGERS);
    expect((await signInCookie(app, { ...person, password: PASSWORD })).answer.status).toBe(200);
  });
});
