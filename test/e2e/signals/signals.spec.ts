import { OnSignal, Signals } from '@castellan/signals';
import { AccountCreation, PasswordChanged, SignInFailed, SignUp, UserCreation, UserSignedIn } from '@castellan/accounts';
import { Jobs, Transaction } from '@castellan/data';
import { Injectable, Module, Scope } from '@nestjs/common';
import { eventually } from '../../support/app/eventually.js';
import { LOYALTY, LoyaltyModule, Shop } from '../../support/examples/loyalty.js';
import { HOST, OPERATOR } from '../../support/people/operators.js';
import { aUser, PASSWORD, signInBearer, someone } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

@Injectable({ scope: Scope.REQUEST })
class Fleeting {
  @OnSignal(UserSignedIn, { phase: 'after-commit' })
  async listen(_: UserSignedIn): Promise<void> {}
}

@Module({ providers: [Fleeting] })
class FleetingModule {}

@Injectable()
class Objector {
  @OnSignal(SignInFailed, { phase: 'in-transaction' })
  async object(_: SignInFailed): Promise<void> {}
}

@Module({ providers: [Objector] })
class ObjectorModule {}

describe(Signals.name, () => {
  let app: TestApp;
  const shop = (): Shop => app.get(Shop);
  const cards = (): Promise<readonly unknown[]> => app.sql('SELECT user_id FROM loyalty_cards');
  const users = (email: string): Promise<readonly unknown[]> => app.sql('SELECT 1 FROM users WHERE email = $1', [email]);
  const deliveries = (): Promise<readonly { data: string }[]> => app.sql("SELECT data::text FROM pgboss.job WHERE name LIKE 'signals.%'");

  beforeAll(async () => {
    app = await TestApp.start({}, [LoyaltyModule]);
    await app.sql(LOYALTY);
  });
  afterAll(() => app.close());
  beforeEach(() => {
    shop().greeted.length = 0;
  });

  it('call handlers inside of the transaction: the user has the row of the other module', async () => {
    const { email } = someone();
    await app.get(Transaction).run(async () => {
      const { user } = await app.get(UserCreation).registerUser(email);
      expect(await app.sql('SELECT points FROM loyalty_cards WHERE user_id = $1', [user.id])).toEqual([{ points: 100 }]);
    });
    await aUser(app);
    expect((await cards()).length).toBeGreaterThanOrEqual(2);
  });

  it('roll everything back when such a handler throws: no user, no card, no audit row', async () => {
    const before = await cards();
    await app.sql('ALTER TABLE loyalty_cards ADD CONSTRAINT stingy CHECK (points < 100) NOT VALID');
    const person = someone();
    const form = { ...person, username: null, firstName: '', lastName: '', sourceUrl: null };
    await expect(app.get(SignUp).signUp(form, OPERATOR)).rejects.toThrow('stingy');
    await expect(app.get(AccountCreation).createUser(HOST, someone())).rejects.toThrow('stingy');
    await app.sql('ALTER TABLE loyalty_cards DROP CONSTRAINT stingy');
    expect(await users(person.email)).toEqual([]);
    expect(await cards()).toEqual(before);
    expect(await app.sql("SELECT 1 FROM audit_log WHERE action = 'user.created'")).toEqual([]);
  });

  it('call handlers after the commit, with the facts and a mark', async () => {
    const { email } = await aUser(app);
    const [greeting] = await eventually(
      async () => shop().greeted,
      ({ length }) => length === 1,
    );
    const [user] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
    expect(greeting).toEqual({ userId: user!.id, email, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('try again what throws after the commit, as the same signal', async () => {
    shop().failures = 2;
    await aUser(app);
    const greeted = await eventually(
      async () => shop().greeted,
      ({ length }) => length === 3,
    );
    expect(new Set(greeted.map(({ id }) => id)).size).toBe(1);
  });

  it('deliver nothing of what was rolled back', async () => {
    const before = await deliveries();
    const { id } = await app.get(AccountCreation).createUser(HOST, someone());
    const failing = app.get(Transaction).run(async () => {
      await app.get(UserCreation).registerUser(someone().email);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await deliveries()).toEqual(before);
    expect(id).toBeDefined();
  });

  it('keep addresses and ids out of the job table (dumps, panels, support tickets)', async () => {
    const { email } = await aUser(app);
    const [user] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
    const waiting = await deliveries();
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.filter(({ data }) => data.includes(email) || data.includes(user!.id))).toEqual([]);
  });

  it('cost nothing where nobody listens: a sign-in enqueues no delivery and opens no transaction for one', async () => {
    const person = await aUser(app);
    const enqueue = jest.spyOn(app.get<Jobs>(Jobs as never), 'enqueue');
    const run = jest.spyOn(app.get(Transaction), 'run');
    await app.get(Signals).publish(new PasswordChanged({ userId: 'nobody' }));
    expect(run).not.toHaveBeenCalled();
    run.mockRestore();
    await signInBearer(app, person);
    await app.client().post('/api/auth/login/', { ...person, password: `${PASSWORD}, wrong` });
    expect(enqueue.mock.calls.filter(([queue]) => queue.startsWith('signals.'))).toEqual([]);
    enqueue.mockRestore();
  });
});

describe('handlers that could never be called as they ask', () => {
  it('stop the start when they are made anew for each request', async () => {
    await expect(TestApp.start({}, [FleetingModule])).rejects.toThrow(/Fleeting is made anew/);
  });

  it('stop the start when they would take part in the transaction of a refusal, which has none', async () => {
    await expect(TestApp.start({}, [ObjectorModule])).rejects.toThrow(/Objector\.object\.sign_in_failed/);
  });
});
