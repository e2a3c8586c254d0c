import { AccountCreation, AccountStatus, PanelEnrolmentLink } from '@castellan/accounts';
import { listen } from '../../../apps/admin/src/listen.js';
import { HOST } from '../people/operators.js';
import { someone } from '../people/people.js';
import type { Person } from '../people/people.js';
import { Authenticator } from '../people/second-factor.js';
import type { TimeSource } from '../people/second-factor.js';
import { someAddress } from '../http/some-address.js';
import type { TestApp } from '../app/test-app.js';

/** The panel over the services of a `TestApp`, on a port of its own. */
export class TestPanel {
  private constructor(
    readonly app: TestApp,
    readonly base: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(app: TestApp): Promise<TestPanel> {
    const { port, close } = await listen(app.app, { ...app.configuration, adminPort: 0, adminHost: '127.0.0.1' });
    return new TestPanel(app, `http://127.0.0.1:${port}`, close);
  }

  /** At an address of its own, or at one that is told. */
  browser(address = someAddress()): PanelBrowser {
    const { url } = this.app.configuration.panel;
    return new PanelBrowser(this.base, address, url === null ? this.base : new URL(url).origin);
  }

  /** Staff without a second factor. */
  async aStaffMember({ superuser = false } = {}): Promise<Person & { readonly id: string }> {
    const person = someone();
    if (superuser) return { ...person, id: (await this.app.get(AccountCreation).createSuperuser(HOST, person)).id };
    const { id } = await this.app.get(AccountCreation).createUser(HOST, person, { isVerified: true });
    await this.app.get(AccountStatus).setStaff(HOST, id, true);
    return { ...person, id };
  }

  /** Somebody who signed in, with the browser they did it in. */
  async anOperator(options: { superuser?: boolean } = {}): Promise<SignedInOperator> {
    const person = await this.aStaffMember(options);
    const browser = this.browser();
    const { phone, backupCodes } = await browser.enrol(this.app, person);
    return { ...person, browser, phone, backupCodes };
  }
}

export interface SignedInOperator extends Person {
  readonly id: string;
  readonly browser: PanelBrowser;
  readonly phone: Authenticator;
  readonly backupCodes: readonly string[];
}

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly location: string | null;
  /** `Set-Cookie`, whole. */
  readonly cookies: readonly string[];
}

/** Keeps cookies and says where its forms come from, as browsers do; follows no redirect. */
export class PanelBrowser {
  readonly jar = new Map<string, string>();

  /** @param origin what it says in `Origin`; told where a proxy is between */
  constructor(
    readonly base: string,
    private readonly address: string,
    private readonly origin = base,
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.send('GET', path, undefined, headers);
  }

  submit(path: string, fields: Readonly<Record<string, string>> = {}, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.send('POST', path, new URLSearchParams(fields), { origin: this.origin, ...headers });
  }

  /** As AdminJS's scripts send a form. */
  act(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Page> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return this.send('POST', path, form, { origin: this.origin });
  }

  /** The password, by the form. */
  begin({ email, password }: Pick<Person, 'email' | 'password'>): Promise<Page> {
    return this.submit('/sign-in', { identifier: email, password });
  }

  /** The whole way in for whoever has no second factor; the link by hand, as it is quicker than the mail. */
  async enrol(app: TestApp, person: Person & { readonly id: string }): Promise<{ phone: Authenticator; backupCodes: readonly string[] }> {
    return this.enrolBy(app, linkFieldsOf(await app.get(PanelEnrolmentLink).issue(person)), person);
  }

  /** With the link as the forms carry it. */
  async enrolBy(app: TimeSource, link: Link, { password }: Pick<Person, 'password'>) {
    const page = await this.submit('/sign-in/set-up', { ...link, password });
    const phone = new Authenticator(app, secretIn(page));
    const done = await this.submit('/sign-in/enable', { ...link, code: phone.code() });
    if (!this.isSignedIn) throw new Error(`enrolment: ${done.text}`);
    return { phone, backupCodes: [...done.text.matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, code]) => code!) };
  }

  get isSignedIn(): boolean {
    return this.jar.has('admin_session') || this.jar.has('__Host-admin_session');
  }

  async send(
    method: string,
    path: string,
    body?: URLSearchParams | FormData | string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      headers: { 'x-forwarded-for': this.address, ...(cookie && { cookie }), ...headers },
      ...(body !== undefined && { body }),
    });
    const cookies = response.headers.getSetCookie();
    for (const line of cookies) this.keep(line);
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      location: response.headers.get('location'),
      cookies,
    };
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.jar.delete(name);
    else this.jar.set(name, value);
  }
}

type Link = Readonly<Record<'uid' | 'token', string>>;

/** What is behind the `?` of a mailed link. */
export function linkFieldsOf(link: string): Link {
  const query = new URL(link).searchParams;
  return { uid: query.get('uid')!, token: query.get('token')! };
}

/** What the set-up page shows to be typed. */
export function secretIn({ text }: Page): string {
  const [, secret] = /class="secret">([A-Z2-7 ]+)</.exec(text) ?? [];
  if (!secret) throw new Error(`No secret: ${text}`);
  return secret.replaceAll(' ', '');
}
