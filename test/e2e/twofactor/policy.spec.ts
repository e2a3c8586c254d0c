import { AuthGuard, RequiresAuth } from '@castellan/access';
import type { Requirements } from '@castellan/access';
import { AccountStatus } from '@castellan/accounts';
import { Limit, routeFacts } from '@castellan/rest';
import type { RouteFacts } from '@castellan/rest';
import { Controller, Get, Module } from '@nestjs/common';
import { HOST, NOBODY } from '../../support/people/operators.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import type { BearerSession, Person } from '../../support/people/people.js';
import { idOf, pendingSignIn, protect, verifyLogin } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

/** A route that somebody will add, on a class that asks for two factors as a whole. */
@Controller('api/probe')
@RequiresAuth({ aal: 2 })
class ProbeController {
  @Get('two-factors')
  @Limit('session')
  twoFactors(): object {
    return {};
  }

  @Get('undecided')
  undecided(): object {
    return {};
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

/** `TWO_FACTOR_POLICY` (docs/reference/contract.md#second-factors); `qr/` is an older name of `2fa/setup/`. */
const FOR_ENROLMENT = [
  'DELETE /api/auth/passkeys/:id',
  'GET /api/auth/2fa',
  'GET /api/auth/me',
  'GET /api/auth/passkeys',
  'GET /api/auth/passkeys/signals',
  'PATCH /api/auth/passkeys/:id',
  'POST /api/auth/2fa/enable',
  'POST /api/auth/2fa/setup',
  'POST /api/auth/passkeys',
  'POST /api/auth/passkeys/options',
  'POST /api/auth/qr',
  'POST /api/auth/reauthenticate',
  'POST /api/auth/reauthenticate/options',
];
const SETUP_FIRST = { status: 403, code: 'two_factor_setup_required' };

describe(`${AuthGuard.name} and TWO_FACTOR_POLICY`, () => {
  let app: TestApp;
  const start = async (policy: string): Promise<void> => {
    app = await TestApp.start({ TWO_FACTOR_POLICY: policy, BACKUP_CODES_COUNT: '2', THROTTLE_VERIFY_2FA: 'off' }, [ProbeModule]);
  };
  afterEach(() => app.close());

  const call = (method: string, path: string, { bearer }: BearerSession) =>
    app.client().send(method, path, method === 'GET' ? undefined : '{}', { 'content-type': 'application/json', ...bearer });
  const isPublic = ({ requirements }: { requirements: Requirements | undefined }): boolean => requirements?.public === true;
  const signedInRoutes = (): readonly (readonly [method: string, path: string])[] =>
    routeFacts(app.app)
      .filter((route: RouteFacts) => !isPublic(route))
      .flatMap(({ method, paths }) => paths.map((path) => [method, path] as const));

  it('required: lets who has not enrolled do nothing but that, on any route there is', async () => {
    await start('required');
    const session = await signInBearer(app, await aUser(app));
    const routes = signedInRoutes();
    expect(routes.length).toBeGreaterThan(20);
    for (const [method, path] of routes.filter(([verb, way]) => !FOR_ENROLMENT.includes(`${verb} ${way}`))) {
      const { body } = await call(method, path.replaceAll(/:\w+/g, NOBODY), session);
      expect({ route: `${method} ${path}`, ...body }).toMatchObject({ route: `${method} ${path}`, ...SETUP_FIRST });
    }
    const open = routes.map((route) => route.join(' ')).filter((route) => FOR_ENROLMENT.includes(route));
    expect(open.sort()).toEqual(FOR_ENROLMENT);
  });

  it('required: opens everything with the second factor, on the session that enrolled', async () => {
    await start('required');
    const person = await aUser(app);
    const before = await signInBearer(app, person);
    expect((await call('GET', '/api/auth/me/', before)).body).toMatchObject({ aal: 1, two_factor_enabled: false });
    const { session, phone } = await protect(app, person);
    for (const path of ['me', 'sessions', 'devices', 'me/export']) {
      expect((await call('GET', `/api/auth/${path}/`, session)).status).toBe(200);
    }
    expect((await call('GET', '/api/probe/two-factors', session)).status).toBe(200);
    expect((await call('GET', '/api/auth/sessions/', before)).status).toBe(200); // obliged no more, though of one factor
    expect((await call('GET', '/api/probe/two-factors', before)).body.code).toBe('two_factor_required');
    expect((await verifyLogin(app, await pendingSignIn(app, person), await phone.nextCode())).status).toBe(200);
  });

  it('required: shuts again when the second factor goes, and a refresh or a new sign-in changes nothing', async () => {
    await start('required');
    const person = await aUser(app);
    const { session, backupCodes } = await protect(app, person);
    const body = { password: person.password, code: backupCodes[0] };
    expect((await app.client().post('/api/auth/2fa/disable/', body, session.bearer)).status).toBe(200);
    expect((await call('GET', '/api/auth/sessions/', session)).body).toMatchObject(SETUP_FIRST);
    const refreshed = await app.client().post('/api/auth/refresh/', { refresh: session.refresh });
    const renewed = { ...session, bearer: { authorization: `Bearer ${String(refreshed.body.access)}` } };
    for (const again of [renewed, await signInBearer(app, person)]) {
      expect((await call('GET', '/api/auth/sessions/', again)).body).toMatchObject(SETUP_FIRST);
    }
    expect((await app.client().post('/api/auth/logout/', {}, session.bearer)).status).toBe(200);
    expect((await call('GET', '/api/auth/me/', session)).status).toBe(401);
  });

  it('required_for_staff: obliges staff and superusers from the moment they are, and nobody else', async () => {
    await start('required_for_staff');
    const grants: readonly ((person: Person) => Promise<void>)[] = [
      async (person) => app.get(AccountStatus).setStaff(HOST, await idOf(app, person), true),
      async (person) => app.get(AccountStatus).setSuperuser(HOST, await idOf(app, person), true),
    ];
    for (const grant of grants) {
      const person = await aUser(app);
      const session = await signInBearer(app, person);
      expect((await call('GET', '/api/auth/sessions/', session)).status).toBe(200);
      await grant(person);
      expect((await call('GET', '/api/auth/sessions/', session)).body).toMatchObject(SETUP_FIRST);
      await app.client().post('/api/auth/otp/request/', { identifier: person.email });
      const { session: enrolled } = await protect(app, person, { otp_code: (await app.mailTo(person.email, 2)).code });
      expect((await call('GET', '/api/auth/sessions/', enrolled)).status).toBe(200);
    }
  });

  it('optional: asks for two factors only where a route does, and says what to do', async () => {
    await start('optional');
    const person = await aUser(app);
    const session = await signInBearer(app, person);
    expect((await call('GET', '/api/auth/sessions/', session)).status).toBe(200);
    const refused = await call('GET', '/api/probe/two-factors', session);
    expect(refused.body).toMatchObject({
      status: 403,
      code: 'two_factor_required',
      detail: expect.stringContaining('2fa/setup') as string,
    });
    expect((await call('GET', '/api/probe/undecided', session)).body.code).toBe('two_factor_required'); // as its class says
    const { session: raised } = await protect(app, person);
    expect((await call('GET', '/api/probe/two-factors', raised)).status).toBe(200);
    expect((await call('GET', '/api/probe/two-factors', session)).body.code).toBe('two_factor_required');
    expect((await app.client().get('/api/probe/two-factors')).status).toBe(401);
  });
});
