// What a web app would write: the example of docs/guides/from-a-browser-app.md.

/** `fetch` for an app that signs in with cookies: where the access token has expired, the session is refreshed once for all that wait. */
export class CastellanFetch {
  private refreshing: Promise<number> | null = null;
  private refreshes = 0;

  /** @param castellan its PUBLIC_URL; where the app has the same origin, the path of it, or nothing */
  constructor(private readonly castellan = '') {}

  /** 401: the session is over, show the sign-in. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const seen = this.refreshes;
    const answer = await this.send(path, init);
    if (answer.status !== 401) return answer;
    const status = seen < this.refreshes ? 200 : await this.refresh(); // another request has refreshed meanwhile
    if (status === 200) return this.send(path, init);
    if (status === 401) return answer;
    throw new Error(`Castellan cannot refresh the session now (${status}). Try again.`);
  }

  private refresh(): Promise<number> {
    this.refreshing ??= this.send('/api/auth/refresh/', { method: 'POST' })
      .then(({ status }) => {
        if (status === 200) this.refreshes += 1;
        return status;
      })
      .finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  private send(path: string, init: RequestInit): Promise<Response> {
    return fetch(this.castellan + path, { ...init, credentials: 'include' });
  }
}
