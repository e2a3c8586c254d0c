import type { Transport } from '@castellan/access';
import { RequiresRecentAuth } from '@castellan/access';
import { EMAIL_OTP, PASSWORD as BY_PASSWORD, SignIn, SMS_OTP, UserDirectory } from '@castellan/accounts';
import type { FirstFactor } from '@castellan/accounts';
import { DomainError } from '@castellan/common';
import { Limit } from '@castellan/rest';
import { Controller, Get, Module } from '@nestjs/common';
import type { SoftwareAuthenticator } from '../../support/authenticator/software-authenticator.js';
import type { Answer, HttpClient } from '../../support/http/client.js';
import { OPERATOR } from '../../support/people/operators.js';
import { addPasskey, aKey, aPasskeyUser, aSecondStep, bearing, signInByPasskey, turnOnByPasskey } from '../../support/people/passkeys.js';
import { PASSWORD, signInBearer } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import { aProtectedUser, aTrustedDevice, idOf, pendingSignIn, sessionsOf } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

@Controller('api/probe')
class ProbeController {
  @Get('recent')
  @RequiresRecentAuth()
  @Limit('session')
  recent(): object {
    return {};
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

/** A passkey as first factor comes over HTTP, so nothing is said of it here but whether its device looks at who they are. */
type First = FirstFactor | 'passkey, verified' | 'passkey, unverified';
/** What two-step sign-in is on by. */
type Second = 'off' | 'totp' | 'passkey';

/** Where a user stands, and how they come. */
interface Case {
  readonly first: First;
  readonly second: Second;
  readonly trusted: boolean;
  readonly verified: boolean;
  readonly active: boolean;
  readonly staff: boolean;
  readonly transport: Transport;
}

/** What must come of it, in the words of the contract and not of the code. */
type Outcome = string;
type Policy = 'optional' | 'required_for_staff' | 'required';

function expected({ first, second, trusted, verified, active, staff }: Case, policy: Policy): Outcome {
  const isPasskey = typeof first === 'string';
  if (!active) return isPasskey ? 'invalid_passkey' : 'invalid_credentials';
  if (!verified) return 'email_unverified';
  const toEnrol = second === 'off' && mustEnrol(staff, policy) ? ', to enrol' : '';
  if (first === 'passkey, verified') return `in at 2${toEnrol}`;
  if (second === 'off') return `in at 1${toEnrol}`;
  if (trusted && !isPasskey) return 'in at 1, not recent';
  return second === 'passkey' ? 'second factor, then in at 2' : 'second factor';
}

const mustEnrol = (staff: boolean, policy: Policy): boolean => policy === 'required' || (policy === 'required_for_staff' && staff);

const FIRSTS: readonly First[] = [BY_PASSWORD, EMAIL_OTP, SMS_OTP, 'passkey, verified', 'passkey, unverified'];

const CASES: readonly Case[] = FIRSTS.flatMap((first) =>
  (['off', 'totp', 'passkey'] as const).flatMap((second) =>
    bothWays().flatMap((trusted) =>
      bothWays().flatMap((verified) =>
        bothWays().flatMap((active) =>
          bothWays().flatMap((staff) =>
            (['cookie', 'bearer'] as const).map((transport) => ({ first, second, trusted, verified, active, staff, transport })),
          ),
        ),
      ),
    ),
  ),
);

function bothWays(): readonly boolean[] {
  return [true, false];
}

interface Subject extends Person {
  readonly id: string;
  /** What it signs in with as first factor, and another one as second. */
  readonly keys: readonly [SoftwareAuthenticator, SoftwareAuthenticator];
  readonly device: string;
}

const NO_LIMITS = { THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off', THROTTLE_VERIFY_2FA: 'off' };

describe.each<Policy>(['optional', 'required_for_staff', 'required'])(`${SignIn.name}, every way in, TWO_FACTOR_POLICY=%s`, (policy) => {
  let app: TestApp;
  let subjects: Readonly<Record<Second, Subject>>;
  beforeAll(async () => {
    app = await TestApp.start({ TWO_FACTOR_POLICY: policy, BACKUP_CODES_COUNT: '1', ...NO_LIMITS }, [ProbeModule]);
    subjects = { off: await aPlainOne(), totp: await oneWithTotp(), passkey: await oneWithPasskeys() };
  });
  afterAll(() => app.close());

  async function aPlainOne(): Promise<Subject> {
    const one = await aPasskeyUser(app);
    const device = (await signInBearer(app, one)).deviceToken;
    return { ...one, id: await idOf(app, one), keys: [one.key, one.key], device };
  }

  async function oneWithTotp(): Promise<Subject> {
    const one = await aProtectedUser(app);
    const key = aKey(app);
    await addPasskey(bearing(app, one.session), key);
    return { ...one, id: await idOf(app, one), keys: [key, key], device: await aTrustedDevice(app, one) };
  }

  async function oneWithPasskeys(): Promise<Subject> {
    const one = await turnOnByPasskey(app, await aPasskeyUser(app));
    const other = aKey(app);
    await addPasskey(bearing(app, one.session), other);
    const step = await aSecondStep(app.client(), await pendingSignIn(app, one), one.key);
    const { body } = await app.client().post('/api/auth/2fa/verify-login/', { ...step, trust_device: true });
    return { ...one, id: await idOf(app, one), keys: [one.key, other], device: body.device_token };
  }

  it('comes out as the contract says, and lets no token or cookie out before that', async () => {
    const wrong: object[] = [];
    for (const one of CASES) {
      const seen = await tryOut(one);
      const outcome = expected(one, policy);
      if (seen !== outcome) wrong.push({ ...one, expected: outcome, seen });
    }
    expect(wrong).toEqual([]);
    expect(CASES).toHaveLength(480);
  }, 600_000);

  async function tryOut(one: Case): Promise<string> {
    const subject = subjects[one.second];
    const { verified, active, staff } = one;
    await app.sql('UPDATE users SET is_verified = $2, is_active = $3, is_staff = $4 WHERE id = $1', [subject.id, verified, active, staff]);
    await app.sql('DELETE FROM sessions WHERE user_id = $1', [subject.id]);
    const outcome = await overHttpOrAtTheDoor(one, subject);
    const sessions = await sessionsOf(app, subject);
    return sessions === (/\bin at/.test(outcome) ? 1 : 0) ? outcome : `${outcome}, ${String(sessions)} sessions`;
  }

  async function overHttpOrAtTheDoor(one: Case, subject: Subject): Promise<string> {
    const { first } = one;
    if (first !== BY_PASSWORD && typeof first === 'object') return byOtherFactor(one, first, subject);
    const client = app.client();
    const device = deviceOf(one, subject);
    if (one.transport === 'cookie') client.jar.set('device', device);
    const answer = await (first === BY_PASSWORD ? byPassword(one, subject, client) : byPasskey(one, subject, client));
    if (answer.status === 200 && !answer.body.requires_2fa) return reach(answer, one.transport);
    if (showsTokens(answer)) return 'tokens too early';
    return answer.status === 200 ? followed(one, subject, answer.body.session_token, client) : String(answer.body.code);
  }

  const deviceOf = ({ trusted }: Case, { device }: Subject): string => (trusted ? device : 'none');
  const bodyOf = (one: Case, subject: Subject): object => ({
    transport: one.transport,
    ...(one.transport === 'bearer' && { device_token: deviceOf(one, subject) }),
  });

  const byPassword = (one: Case, subject: Subject, client: HttpClient): Promise<Answer> =>
    client.post('/api/auth/login/', { email: subject.email, password: PASSWORD, ...bodyOf(one, subject) });

  const byPasskey = (one: Case, subject: Subject, client: HttpClient): Promise<Answer> =>
    signInByPasskey(client, subject.keys[0], { tampering: { isVerified: one.first === 'passkey, verified' }, ...bodyOf(one, subject) });

  /** As one-time codes come to the door. */
  async function byOtherFactor(one: Case, first: FirstFactor, subject: Subject): Promise<string> {
    const context = { ...OPERATOR, transport: one.transport, deviceToken: deviceOf(one, subject) };
    const user = await app.get(UserDirectory).find(subject.id);
    try {
      const result = await app.get(SignIn).complete(user!, { first, second: null }, context);
      if (result.status !== 'second_factor_required') return await reachWith(result.tokens.access);
      if ('tokens' in result) return 'tokens too early';
      const client = app.client();
      client.jar.set('device', deviceOf(one, subject));
      return await followed(one, subject, result.sessionToken, client);
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  /** The second step, where a passkey is it: one that was not the first factor. */
  async function followed(one: Case, subject: Subject, sessionToken: string, client: HttpClient): Promise<string> {
    if (one.second !== 'passkey') return 'second factor';
    const shown = one.transport === 'bearer' ? { device_token: deviceOf(one, subject) } : {};
    const step = await aSecondStep(client, sessionToken, subject.keys[1], { ...shown, tampering: { isVerified: false } });
    const answer = await client.post('/api/auth/2fa/verify-login/', { ...step, ...shown });
    return `second factor, then ${answer.status === 200 ? await reach(answer, one.transport) : String(answer.body.code)}`;
  }

  function reach({ body, cookies }: Answer, transport: Transport): Promise<string> {
    const cookie = /^access_token=([^;]+)/.exec(cookies['access_token'] ?? '')?.[1];
    const isClean = transport === 'cookie' ? body.tokens === undefined : Object.keys(cookies).length === 0;
    return isClean ? reachWith(transport === 'cookie' ? cookie! : body.tokens.access) : Promise.resolve('tokens the wrong way');
  }

  /** How far the session goes. */
  async function reachWith(access: string): Promise<string> {
    const headers = { authorization: `Bearer ${access}` };
    const me = await app.client().get('/api/auth/me/', headers);
    const sessions = await app.client().get('/api/auth/sessions/', headers);
    const recent = await app.client().get('/api/probe/recent', headers);
    if (me.status !== 200) return `me: ${me.text}`;
    const level = `in at ${String(me.body.aal)}`;
    if (sessions.status !== 200) return sessions.body.code === 'two_factor_setup_required' ? `${level}, to enrol` : sessions.text;
    return recent.status === 200 ? level : `${level}, not recent`;
  }

  const showsTokens = ({ text, cookies }: Answer): boolean => Object.keys(cookies).length > 0 || /"tokens"|"device_token"|eyJ/.test(text);
});
