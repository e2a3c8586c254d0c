import type { Cluster } from '../../../support/cluster/cluster.js';
import type { Answer } from '../../../support/http/client.js';
import { aUser, linkOf, someone } from '../../../support/people/people.js';
import {
  aProtectedUser,
  Authenticator,
  pendingSignIns,
  REAL_TIME,
  sessionsOf,
  tally,
  times,
} from '../../../support/people/second-factor.js';

/** Ten wrong codes in a quarter of an hour are too many: so many lose at most. */
const PENDING = 9;
const STEP_MS = 30_000;

export function once(cluster: () => Cluster): void {
  const post = (turn: number, path: string, body: object): Promise<Answer> =>
    cluster().node(turn).client().post(`/api/auth/${path}/`, body);

  it('let one of twenty clicks on a link to a new password win, and its password is the one', async () => {
    const person = await aUser(cluster(), { verified: false });
    await post(1, 'password-reset', { email: person.email });
    const link = await linkOf(cluster(), person.email, 2);
    const passwords = Array.from({ length: 20 }, (_, n) => `another horse number ${n}`);
    const answers = await times(20, (turn) => post(turn, 'password-reset-confirm', { ...link, new_password: passwords[turn] }));
    expect(tally(answers)).toEqual({ ok: 1, invalid_link: 19 });
    const winner = passwords[answers.findIndex(({ status }) => status === 200)];
    expect((await post(2, 'login', { email: person.email, password: winner })).status).toBe(200);
  });

  it('let one of twenty clicks on a link that proves an address win', async () => {
    const { email } = await aUser(cluster(), { verified: false });
    const link = await linkOf(cluster(), email);
    expect(tally(await times(20, (turn) => post(turn, 'verify-account', link)))).toEqual({ ok: 1, invalid_link: 19 });
  });

  it('make one account of twenty right answers to one code', async () => {
    const { email } = someone();
    await post(0, 'otp/request', { identifier: email });
    const { code } = await cluster().mailTo(email);
    const answers = await times(20, (turn) => post(turn, 'otp/verify', { identifier: email, otp_code: code }));
    expect(tally(answers)).toEqual({ ok: 1, invalid_code: 19 });
    expect(await cluster().sql('SELECT count(*)::int AS n FROM users WHERE email = $1', [email])).toEqual([{ n: 1 }]);
  });

  it.each(['TOTP', 'backup'] as const)('open one session by one %s code on nine pending sign-ins', async (kind) => {
    const ada = await aProtectedUser(cluster());
    const inNextStep = new Authenticator({ ...REAL_TIME, clock: { millis: () => Date.now() + STEP_MS } }, ada.phone.secret);
    const code = kind === 'TOTP' ? inNextStep.code() : ada.backupCodes[0]!; // the code of this step has turned it on
    const tokens = await pendingSignIns(cluster(), ada, PENDING);
    const before = await sessionsOf(cluster(), ada);
    const answers = await times(PENDING, (turn) => post(turn, '2fa/verify-login', { session_token: tokens[turn], code }));
    expect(tally(answers)).toEqual({ ok: 1, invalid_code: PENDING - 1 });
    expect(await sessionsOf(cluster(), ada)).toBe(before + 1);
  });
}
