import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { castellan } from '../../../support/service/installation.js';
import { aUser, PASSWORD, signInBearer, someone } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';

const BREACHED = 'no rare phrase at all';
const hashOf = (password: string): string => createHash('sha1').update(password).digest('hex').toUpperCase();

describe('passwords that are refused', () => {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-passwords-'));
  const list = join(directory, 'list.txt');
  const bloom = join(directory, 'list.bloom');
  let app: TestApp;
  beforeAll(async () => {
    writeFileSync(list, `${['x', 'y', BREACHED].map(hashOf).sort().join(':7\n')}\n`);
    const { code, stdout } = await castellan(['breached', 'build', list, bloom]);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Set: BREACHED_PASSWORDS=${bloom}`)]);
    app = await TestApp.start({ BREACHED_PASSWORDS: bloom, PASSWORD_CONTEXT_WORDS: 'Gotham, wayne', APP_NAME: 'Batcave' });
  });
  afterAll(async () => {
    await app.close();
    rmSync(directory, { recursive: true });
  });

  const reasonsOf = async (password: string): Promise<unknown> =>
    (await app.client().post('/api/auth/signup/', { ...someone(), password })).body.errors?.password;

  it.each([
    ['known from a breach', BREACHED, 'data breach'],
    ['made of a word of the organisation', 'gotham2026', 'name of this service'],
    ['made of the name of the product', 'BatCave!!', 'name of this service'],
  ])('refuses at sign-up what is %s', async (_, password, reason) => {
    expect(await reasonsOf(password)).toEqual([expect.stringContaining(reason)]);
  });

  it('refuses it where a password is changed, too', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    const change = { old_password: PASSWORD, new_password: BREACHED };
    const { status, body } = await app.client().post('/api/auth/change-password/', change, bearer);

    expect([status, body.errors]).toEqual([400, { new_password: [expect.stringContaining('data breach')] }]);
  });

  it('takes digits alone', async () => {
    expect(await reasonsOf('83749210472')).toBeUndefined();
  });

  it('does not start with a list that it cannot use, and names the line', async () => {
    writeFileSync(list, 'password\n123456\n');

    await expect(TestApp.start({ BREACHED_PASSWORDS: list })).rejects.toThrow(/BREACHED_PASSWORDS.*no SHA-1 hashes/);
    await expect(TestApp.start({ BREACHED_PASSWORDS: join(directory, 'none') })).rejects.toThrow('BREACHED_PASSWORDS names a file');
    expect(await castellan(['breached', 'build', list, bloom])).toMatchObject({ code: 1, stderr: expect.stringContaining('line 1') });
  });
});
