import { undocumented } from './documented.js';

/** An answer as tests look at it. */
export interface Answer {
  readonly status: number;
  // Tests look into answers of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
  /** `Set-Cookie` by name, whole. */
  readonly cookies: Readonly<Record<string, string>>;
}

type Headers_ = Readonly<Record<string, string>>;

/** Talks to the running app over real HTTP and keeps cookies like a browser; without `cookies` it is a script. */
export class HttpClient {
  readonly jar = new Map<string, string>();

  constructor(
    readonly base: string,
    private readonly headers: Headers_ = {},
  ) {}

  get(path: string, headers: Headers_ = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers: Headers_ = {}): Promise<Answer> {
    return this.send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  delete(path: string, headers: Headers_ = {}): Promise<Answer> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** Sends the body as it is. */
  async send(method: string, path: string, body?: string | Buffer, headers: Headers_ = {}): Promise<Answer> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      headers: { ...this.headers, ...(cookie && { cookie }), ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const cookies = Object.fromEntries(response.headers.getSetCookie().map((line) => [line.slice(0, line.indexOf('=')), line]));
    this.keep(cookies);
    const json = parsed(text);
    demandDocumented(method, path, response, json);
    return { status: response.status, text, body: json, headers: response.headers, cookies };
  }

  private keep(cookies: Readonly<Record<string, string>>): void {
    for (const [name, line] of Object.entries(cookies)) {
      const value = line.slice(name.length + 1, line.indexOf(';'));
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
  }
}

/** Every story checks the document on its way: an answer that openapi.json does not tell fails it. */
function demandDocumented(method: string, path: string, response: Response, json: unknown): void {
  const lie = undocumented(method, path, response, json);
  if (lie !== null) throw new Error(lie);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
