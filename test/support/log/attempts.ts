import { DevInbox } from '@castellan/notifications';
import { avatarPart, putAvatar } from '../people/avatars.js';
import { eventually } from '../app/eventually.js';
import type { Answer } from '../http/client.js';
import { aUser, signInBearer, someone } from '../people/people.js';
import type { BearerSession, Person } from '../people/people.js';
import { linkTo } from '../people/second-factor.js';
import type { TestApp } from '../app/test-app.js';

/** No link was ever mailed with these. */
export const NO_LINK = { uid: '019aa4c8-2f00-7000-8000-3a5e0dd3e636', token: 'x'.repeat(43) };
export const NEW_PASSWORD = 'violet kettle on the moor 7';
export const DAY_MS = 24 * 3_600_000;

export interface Guest extends BearerSession {
  readonly person: Person;
}

/** One request, and the event it leaves: `event status reason`. */
export type AttemptCase = readonly [event: string, what: string, act: () => Promise<Answer>];

/** What the tables of attempts are written with. */
export class Attempts {
  private numbers = 0;

  constructor(private readonly getApp: () => TestApp) {}

  get app(): TestApp {
    return this.getApp();
  }

  post(path: string, body: object = {}, headers = {}): Promise<Answer> {
    return this.app.client().post(`/api/auth/${path}/`, body, headers);
  }

  patchProfile(body: string, { bearer }: Guest): Promise<Answer> {
    return this.app.client().send('PATCH', '/api/profile/', body, { 'content-type': 'application/json', ...bearer });
  }

  /** A new user, signed in. */
  async guest(): Promise<Guest> {
    const person = await aUser(this.app);
    return { person, ...(await signInBearer(this.app, person)) };
  }

  async as(work: (one: Guest) => Promise<Answer>): Promise<Answer> {
    return work(await this.guest());
  }

  async mailedCode(to: string): Promise<string> {
    const found = await eventually(
      async () => (await this.app.get(DevInbox).list(to)).map(({ code }) => code),
      (codes) => codes.some((code) => code !== null),
    );
    return found.find((code) => code !== null)!;
  }

  aNumber(): string {
    return `+4915112${String(745000 + this.numbers++).padStart(6, '0')}`;
  }

  async newEmailLink({ bearer }: Guest): Promise<{ uid: string; token: string }> {
    const { email } = someone();
    await this.post('change-email', { new_email: email }, bearer);
    return linkTo(this.app, email, 'change-email-confirm');
  }

  async avatar(session: BearerSession, file: Buffer): Promise<Answer> {
    const { status } = await putAvatar(this.app, session, [avatarPart(file)]);
    return { status } as Answer; // all that is looked at
  }
}
