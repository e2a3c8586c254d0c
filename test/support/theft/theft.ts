import { IdentityLinking } from '@castellan/accounts';
import { Identities } from '@castellan/federation';
import type { Person as Elsewhere } from '@castellan/federation';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../app/eventually.js';
import type { SoftwareAuthenticator } from '../authenticator/software-authenticator.js';
import type { Answer } from '../http/client.js';
import { aPersonThere } from '../federation/persons.js';
import { callerOf, CONTEXT, deviceAt } from '../passkeys/owners.js';
import { bearerSession, PASSWORD, signInBearer, someone } from '../people/people.js';
import type { BearerSession, Person } from '../people/people.js';
import { Authenticator, linkTo, signInWithBoth, verifyLogin } from '../people/second-factor.js';
import type { ProtectedPerson } from '../people/second-factor.js';
import type { TestApp } from '../app/test-app.js';

interface HeldLink {
  readonly uid: string;
  readonly token: string;
}

let numbers = 0;

/** One account, and all that a thief holds of it. */
export class Theft {
  readonly sessions: BearerSession[] = [];
  readonly passwords = new Set<string>();
  readonly devices: string[] = [];
  readonly numbers: string[] = [];
  readonly pending: string[] = [];
  /** By the page that they lead to. */
  readonly links: (readonly [page: string, link: HeldLink])[] = [];
  readonly elsewhere = someone().email;
  authenticator: Authenticator | null = null;
  /** With a passkey of his for the account. */
  key: SoftwareAuthenticator | null = null;
  /** Who he is at a provider, once he has connected that. */
  there: Elsewhere | null = null;
  backupCodes: readonly string[] = [];
  /** Where the account is now. */
  address: string;

  constructor(
    readonly app: TestApp,
    readonly owner: Person | ProtectedPerson,
    /** The owner's own session, on the owner's own browser. */
    readonly own: BearerSession,
  ) {
    this.address = owner.email;
  }

  /** What the thief acts with. */
  get session(): BearerSession {
    return this.sessions.at(-1)!;
  }

  post(path: string, body: object = {}, by: Pick<BearerSession, 'bearer'> | null = null): Promise<Answer> {
    return this.app.client().post(`/api/auth/${path}/`, body, by?.bearer ?? {});
  }

  /** As the thief, and it must work: else the cell of the table shows nothing. */
  async act(path: string, body: object = {}): Promise<Answer> {
    const answer = await this.post(path, body, this.session);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    return answer;
  }

  async signInByPassword(more: object = {}): Promise<void> {
    this.hold(await signInBearer(this.app, { email: this.address, password: PASSWORD }, more));
    this.passwords.add(PASSWORD);
  }

  async signInByCode(identifier: string): Promise<void> {
    this.hold(bearerSession(await this.post('otp/verify', { identifier, otp_code: await this.codeFor(identifier) })));
  }

  /** A code asked for, by mail or SMS. */
  async codeFor(identifier: string): Promise<string> {
    const codes = async () => (await this.app.get(DevInbox).list(identifier)).flatMap(({ code }) => code ?? []);
    const { length } = await codes();
    await this.post('otp/request', { identifier });
    return (await eventually(codes, (sent) => sent.length > length))[0]!;
  }

  /** With a code that was watched: the owner's. */
  async signInByBoth(step: object = {}): Promise<void> {
    this.hold(await signInWithBoth(this.app, this.owner as ProtectedPerson, {}, step));
    this.passwords.add(PASSWORD);
  }

  /** Behind a second factor of the thief's own. */
  async signInAgain(step: object = {}): Promise<void> {
    const session_token = await this.beginSignIn();
    this.hold(bearerSession(await verifyLogin(this.app, session_token, await this.authenticator!.nextCode(), step)));
  }

  async beginSignIn(): Promise<string> {
    const { body } = await this.post('login', { email: this.address, password: PASSWORD, transport: 'bearer' });
    this.pending.push(body.session_token);
    return body.session_token;
  }

  hold(session: BearerSession): void {
    this.sessions.push(session);
    this.devices.push(session.deviceToken);
  }

  /** The session goes on with newer tokens. */
  renew(tokens: { readonly access: string; readonly refresh: string }): void {
    this.sessions.push({ ...this.session, ...tokens, bearer: { authorization: `Bearer ${tokens.access}` } });
  }

  aNumber(): string {
    return `+49151123${String(48000 + (numbers += 1))}`;
  }

  async read(address: string, page: string): Promise<HeldLink> {
    const link = await linkTo(this.app, address, page);
    this.links.push([page, link]);
    return link;
  }

  async addPasskey(): Promise<void> {
    const key = deviceAt(this.app);
    const { options } = (await this.act('passkeys/options')).body;
    const answer = await this.post('passkeys', { credential: key.create(options) }, this.session);
    if (answer.status !== 201) throw new Error(answer.text);
    this.key = key;
    this.backupCodes = answer.body.backup_codes ?? this.backupCodes;
  }

  /** What a provider told comes from nowhere else, so this is not over HTTP. */
  async connect(): Promise<void> {
    const there = aPersonThere();
    await this.app.get(IdentityLinking).link(callerOf(this.session), there, CONTEXT);
    this.there = there;
  }

  /** Whose account opens to who he is at the provider? */
  async isConnected(): Promise<boolean> {
    return this.there !== null && (await this.app.get(Identities).ofPerson(this.there)) !== null;
  }

  async enrolByPasskey(): Promise<void> {
    await this.addPasskey();
    const { options } = (await this.act('reauthenticate/options')).body;
    const enabled = await this.act('2fa/enable', { credential: this.key!.get(options) });
    this.backupCodes = enabled.body.backup_codes;
    this.renew(enabled.body.tokens);
  }

  /** By his passkey alone. */
  async signInByPasskey(): Promise<Answer> {
    const { options, state } = (await this.post('passkeys/login/options')).body;
    return this.post('passkeys/login', { state, credential: this.key!.get(options), transport: 'bearer' });
  }

  async enrol(): Promise<void> {
    const { body } = await this.act('2fa/setup');
    this.authenticator = new Authenticator(this.app, body.secret);
    const enabled = await this.act('2fa/enable', { code: this.authenticator.code() });
    this.backupCodes = enabled.body.backup_codes;
    this.renew(enabled.body.tokens);
  }
}
