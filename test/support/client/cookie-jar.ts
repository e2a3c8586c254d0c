/** `fetch` with the cookies of one browser, for as many of its tabs as one likes. It keeps what was asked for. */
export class CookieJar {
  readonly jar = new Map<string, string>();
  readonly asked: string[] = [];

  /** @param origin of the page that asks */
  fetchFrom(origin: string | null): (request: Request) => Promise<Response> {
    return async (request) => {
      this.asked.push(`${request.method} ${new URL(request.url).pathname}`);
      if (origin !== null && request.method !== 'GET') request.headers.set('origin', origin);
      if (request.credentials !== 'omit' && this.jar.size > 0) request.headers.set('cookie', this.header());
      const answer = await fetch(request);
      for (const line of answer.headers.getSetCookie()) this.keep(line);
      return answer;
    };
  }

  count(call: string): number {
    return this.asked.filter((each) => each === call).length;
  }

  private header(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.jar.delete(name);
    else this.jar.set(name, value);
  }
}
