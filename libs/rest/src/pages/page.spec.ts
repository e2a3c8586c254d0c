import { runInNewContext } from 'node:vm';
import { renderLinkPage } from './link-page-html.js';
import { LINK_PAGES } from './link-pages.js';
import { pageAsset } from './page-files.js';

/** As much of an element as `page.js` touches. */
class FakeElement {
  hidden = false;
  textContent = '';
  value = '';
  dataset: Record<string, string> = {};
  attributes: Record<string, string> = {};
  private readonly listeners: ((event: object) => Promise<void>)[] = [];

  constructor(
    readonly name = '',
    private readonly inputs: readonly FakeElement[] = [],
  ) {}

  readonly button = { disabled: false };
  focus(): void {}
  querySelector = () => this.button;
  querySelectorAll = () => this.inputs;
  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }
  addEventListener(_type: 'submit', listener: (event: object) => Promise<void>): void {
    this.listeners.push(listener);
  }
  async submit(): Promise<void> {
    for (const listener of this.listeners) await listener({ preventDefault: () => undefined });
  }
  entries = () => this.inputs.map(({ name, value }) => [name, value] as const);
}

type Answer = Readonly<Record<string, unknown>> | Error;

/** A browser that has opened the page and run its script; `answers` are what the service says to one request after the other. */
function open(path: string, { search = '?uid=u1&token=t1', answers = [] as Answer[], state = null as object | null } = {}) {
  const html = renderLinkPage(
    LINK_PAGES.find((page) => page.path === path)!,
    '',
  );
  const plan = /data-plan="([^"]*)"/.exec(html)![1]!.replaceAll('&quot;', '"').replaceAll('&#x27;', "'");
  const elements = elementsOf(html);
  const main = new FakeElement('main');
  main.dataset = { plan };
  const requests: { url: string; body: unknown }[] = [];
  const addresses: string[] = [];
  const tab = {
    state,
    replaceState(next: object | null, _title: string, address: string) {
      tab.state = next;
      addresses.push(address);
    },
  };
  runInNewContext(pageAsset('page.js'), {
    document: { querySelector: () => main, getElementById: (id: string) => elements.get(id) ?? null },
    location: { search, pathname: path },
    history: tab,
    URLSearchParams,
    FormData: class {
      constructor(private readonly form: FakeElement) {}
      [Symbol.iterator] = () => this.form.entries()[Symbol.iterator]();
    },
    fetch: (url: string, { body }: { body: string }) => {
      requests.push({ url, body: JSON.parse(body) });
      const answer = answers.shift() ?? {};
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve({ ok: !('code' in answer), json: () => Promise.resolve(answer) });
    },
  });
  return { main, requests, addresses, tab, the: (id: string) => elements.get(id)! };
}

/** The elements that have an id; forms know the inputs between their tags. */
function elementsOf(html: string): Map<string, FakeElement> {
  const elements = new Map([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => [id!, new FakeElement(id)]));
  for (const [, id, hidden, inner] of html.matchAll(/<form id="(\w+)"( hidden)?[^>]*>(.*?)<\/form>/gs)) {
    const inputs = [...inner!.matchAll(/<input id="([^"]*)"/g)].map(([, name]) => elements.get(name!)!);
    const form = new FakeElement(id, inputs);
    form.hidden = hidden !== undefined;
    elements.set(id!, form);
  }
  return elements;
}

const INVALID = { code: 'invalid_link', detail: 'This link is invalid or has expired.' };

describe('the script of the pages', () => {
  it.each(LINK_PAGES)('sends nothing before the click on $path (mail scanner that runs scripts)', ({ path }) => {
    expect(open(path).requests).toEqual([]);
    expect(open(path, { search: '' }).requests).toEqual([]);
  });

  it.each(LINK_PAGES.filter(({ expired }) => expired))(
    'posts what the link of $path carries after the click',
    async ({ path, apiPath, doneTitle, done }) => {
      const { main, requests, addresses, tab, the } = open(path);
      expect(addresses).toEqual([path]); // the token is gone from the address bar before anything else happens

      await the('step').submit();

      expect(requests).toEqual([{ url: apiPath, body: expect.objectContaining({ uid: 'u1', token: 't1' }) }]);
      expect([main.dataset['state'], the('message').textContent, the('step').hidden]).toEqual(['done', done, true]);
      expect(the('title').textContent).toBe(doneTitle);
      expect([addresses.at(-1), tab.state]).toEqual([path, null]);
    },
  );

  it('posts both passwords, and shows each failure at its field', async () => {
    const failures = { new_password: ['Too short.', 'Too common.'], confirm_password: ['Not the same.'] };
    const { main, requests, the } = open('/password-reset-confirm', {
      answers: [{ code: 'validation_failed', detail: 'Wrong.', errors: failures }, {}],
    });
    the('new_password').value = 'short';
    the('confirm_password').value = 'shirt';

    await the('step').submit();
    expect(requests[0]!.body).toEqual({ uid: 'u1', token: 't1', new_password: 'short', confirm_password: 'shirt' });
    expect([main.dataset['state'], the('step').hidden, the('message').textContent]).toEqual(['failed', false, 'Wrong.']);
    expect([the('new_password-errors').textContent, the('confirm_password-errors').textContent]).toEqual([
      'Too short.\nToo common.',
      'Not the same.',
    ]);
    expect(the('new_password').attributes['aria-invalid']).toBe('true');

    await the('step').submit();
    expect(main.dataset['state']).toBe('done');
  });

  it('asks for a password where an address was signed up with more than once, and not before', async () => {
    const failure = { code: 'password_required', detail: 'Enter it.', errors: { password: ['Enter the password that you chose.'] } };
    const { main, the, requests } = open('/verify-account', { answers: [failure, {}] });
    expect(renderLinkPage(LINK_PAGES[0]!, '')).toMatch(
      /<div id="password-field" class="field" hidden>.*<input id="password"[^>]* disabled/s,
    );
    the('password-field').hidden = true;

    await the('step').submit();
    expect([the('step').hidden, the('password-field').hidden, the('message').textContent]).toEqual([false, false, 'Enter it.']);
    the('password').value = 'the chosen one';
    await the('step').submit();

    expect(requests[1]!.body).toEqual({ uid: 'u1', token: 't1', password: 'the chosen one' });
    expect(main.dataset['state']).toBe('done');
  });

  it.each([[INVALID], [{ code: 'validation_failed', errors: { uid: ['This must be a UUID.'] } }]])(
    'offers another link when this one is not valid: %j',
    async (answer) => {
      const { requests, the } = open('/password-reset-confirm', { answers: [answer] });

      await the('step').submit();
      expect([the('step').hidden, the('renew').hidden]).toEqual([true, false]);
      the('email').value = 'ada@example.org';
      await the('renew').submit();

      expect(requests.at(-1)).toEqual({ url: '/api/auth/password-reset', body: { email: 'ada@example.org' } });
      expect(the('title').textContent).toBe('Look into your mail');
    },
  );

  it.each(LINK_PAGES.filter(({ expired }) => expired))(
    'says what is left to do when the link of $path is over',
    async ({ path, expired }) => {
      const { the } = open(path, { answers: [INVALID] });

      await the('step').submit();

      expect(the('message').textContent).toContain(expired!.advice);
    },
  );

  it('still knows the link when the page is loaded again, without it in the address', async () => {
    const { tab } = open('/verify-account');
    const { requests, the } = open('/verify-account', { search: '', state: tab.state });

    await the('step').submit();

    expect(requests).toEqual([{ url: '/api/auth/verify-account', body: expect.objectContaining({ uid: 'u1', token: 't1' }) }]);
  });

  it('offers another link at once when this one is incomplete', () => {
    const { the } = open('/verify-account', { search: '?uid=u1' });

    expect([the('step').hidden, the('renew').hidden]).toEqual([true, false]);
  });

  it('keeps the link when the service is away or busy', async () => {
    const { main, addresses, the } = open('/undo-email-change', {
      answers: [new Error('offline'), { code: 'throttled', detail: 'Too many.' }],
    });

    await the('step').submit();
    expect(the('message').textContent).toContain('cannot be reached');
    await the('step').submit();

    expect([the('message').textContent, main.dataset['state']]).toEqual(['Too many.', 'failed']);
    expect([the('step').hidden, the('step').button.disabled, addresses]).toEqual([false, false, ['/undo-email-change']]);
  });

  it('asks for a reset without a link', async () => {
    const { requests, the } = open('/password-reset', { search: '' });
    the('email').value = 'ada@example.org';

    await the('step').submit();

    expect(requests).toEqual([{ url: '/api/auth/password-reset', body: { email: 'ada@example.org' } }]);
  });
});
