import type { Transport } from '@castellan/access';
import { RequiresRecentAuth } from '@castellan/access';
import { EMAIL_OTP, PASSWORD as BY_PASSWORD, SignIn, SMS_OTP, UserDirectory } from '@castellan/accounts';
import type { FirstFactor } from '@castellan/accounts';
import { DomainError } from '@castellan/common';
import { Limit } from '@castellan/rest';
import { Controller, Get, Module } from '@nestjs/common';
import type { Answer } from '../../support/http/client.js';
import { OPERATOR } from '../../support/people/operators.js';
import { aUser, PASSWORD, signInBearer } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import { aProtectedUser, aTrustedDevice, idOf, sessionsOf } from '../../support/people/second-factor.js';
import type { Authenticator } from '../../support/people/second-factor.js';
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

/** Where a user stands, and how they come. */
interface Case {
  readonly first: FirstFactor;
  readonly twoFactor: boolean;
  readonly trusted: boolean;
  readonly verified: boolean;
  readonly active: boolean;
  readonly staff: boolean;
  readonly transport: Transport;
}

/** What must come of it, in the words of the contract and not of the code. */
type Outcome = 'invalid_credentials' | 'email_unverified' | 'second factor' | 'in' | 'in, not recent' | 'in, to enrol';
type Policy = 'optional' | 'required_for_staff' | 'required';

function expected({ twoFactor, trusted, verified, active, staff }: Case, policy: Policy): Outcome {
  if (!active) return 'invalid_credentials';
  if (!verified) return 'email_unverified';
  if (twoFactor) return trusted ? 'in, not recent' : 'second factor';
  return policy === 'required' || (policy === 'required_for_staff' && staff) ? 'in, to enrol' : 'in';
}

const CASES: readonly Case[] = [BY_PASSWORD, EMAIL_OTP, SMS_OTP].flatMap((first) =>
  bothWays().flatMap((twoFactor) =>
    bothWays().flatMap((trusted) =>
      bothWays().flatMap((verified) =>
        bothWays().flatMap((active) =>
          bothWays().flatMap((staff) =>
            (['cookie', 'bearer'] as const).map((transport) => ({ first, twoFactor, trusted, verified, active, staff, transport })),
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
  readonly phone: Authenticator | null;
  readonly device: string;
}

describe.each<Policy>(['optional', 'required_for_staff', 'required'])(`${SignIn.name}, every way in, TWO_FACTOR_POLICY=%s`, (policy) => {
  let app: TestApp;
  let plain: Subject;
  let protectedOne: Subject;
  beforeAll(async () => {
    app = await TestApp.start({ TWO_FACTOR_POLICY: policy, BACKUP_CODES_COUNT: '1' }, [ProbeModule]);
    const [one, other] = [await aUser(app), await aProtectedUser(app)];
    plain = { ...one, id: await idOf(app, one), phone: null, device: (await signInBearer(app, one)).deviceToken };
    protectedOne = { ...other, id: await idOf(app, other), device: await aTrustedDevice(app, other) };
  });
  afterAll(() => app.close());

  it('comes out as the contract says, and lets no token or cookie out before that', async () => {
    const wrong: object[] = [];
    for (const one of CASES) {
      const seen = await tryOut(one);
      const outcome = expected(one, policy);
      if (seen !== outcome) wrong.push({ ...one, expected: outcome, seen });
    }
    expect(wrong).toEqual([]);
    expect(CASES).toHaveLength(192);
  }, 240_000);

  async function tryOut(one: Case): Promise<string> {
    const subject = one.twoFactor ? protectedOne : plain;
    await app.sql('UPDATE users SET is_verified = $2, is_active = $3, is_staff = $4 WHERE id = $1', [
      subject.id,
      one.verified,
      one.active,
      one.staff,
    ]);
    await app.sql('DELETE FROM sessions WHERE user_id = $1', [subject.id]);
    const outcome = await (one.first === BY_PASSWORD ? byPassword(one, subject) : byOtherFactor(one, subject));
    const sessions = await sessionsOf(app, subject);
    const isIn = outcome === 'in' || outcome.startsWith('in,');
    return sessions === (isIn ? 1 : 0) ? outcome : `${outcome}, ${String(sessions)} sessions`;
  }

  /** Over HTTP, and on to the end. */
  async function byPassword({ trusted, transport }: Case, subject: Subject): Promise<string> {
    const device = trusted ? subject.device : 'none';
    const client = app.client();
    if (transport === 'cookie') client.jar.set('device', device);
    const body = { email: subject.email, password: PASSWORD, transport, ...(transport === 'bearer' && { device_token: device }) };
    const answer = await client.post('/api/auth/login/', body);
    if (answer.status === 200 && !answer.body.requires_2fa) return reach(answer, transport);
    if (showsTokens(answer)) return 'tokens too early';
    return answer.status === 200 ? 'second factor' : String(answer.body.code);
  }

  /** As one-time codes come to the door. */
  async function byOtherFactor({ first, trusted, transport }: Case, subject: Subject): Promise<string> {
    const context = { ...OPERATOR, transport, deviceToken: trusted ? subject.device : 'none' };
    const user = await app.get(UserDirectory).find(subject.id);
    try {
      const result = await app.get(SignIn).complete(user!, { first, second: null }, context);
      if (result.status === 'second_factor_required') return 'tokens' in result ? 'tokens too early' : 'second factor';
      return await reachWith(result.tokens.access);
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
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
    if (me.status !== 200 || me.body.aal !== 1) return `me: ${me.text}`;
    if (sessions.status !== 200) return sessions.body.code === 'two_factor_setup_required' ? 'in, to enrol' : sessions.text;
    return recent.status === 200 ? 'in' : 'in, not recent';
  }

  const showsTokens = ({ text, cookies }: Answer): boolean => Object.keys(cookies).length > 0 || /"tokens"|"device_token"|eyJ/.test(text);
});
