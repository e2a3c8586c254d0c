import { Failed } from '../providers/failures.js';
import type { Web } from '@castellan/outbound';

/** The API asks everybody for a name. */
const HEADERS = { accept: 'application/vnd.github+json', 'user-agent': 'castellan', 'x-github-api-version': '2022-11-28' };
/** On every answer, whatever it is. */
const ITS_OWN = 'x-github-request-id';

interface GitHubUser {
  /** Stays, whatever they call themselves; a name that was given up is another person's later. */
  readonly id: number;
  readonly name: unknown;
}

/** What GitHub says of who gave us a token (https://docs.github.com/rest/users). */
export class GitHubApi {
  private readonly address: string;

  constructor(
    issuer: string,
    private readonly web: Web,
  ) {
    this.address = apiOf(new URL(issuer));
  }

  /** @throws Failed */
  async user(token: string): Promise<GitHubUser> {
    const { id, name } = Object(await this.ask('/user', token)) as { readonly id?: unknown; readonly name?: unknown };
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) throw new Failed('it names no user');
    return { id, name };
  }

  /** The primary address, where GitHub had it proven; the one in a profile is whatever they wrote there. @throws Failed */
  async provenAddress(token: string): Promise<string | null> {
    const addresses = await this.ask('/user/emails?per_page=100', token);
    if (!Array.isArray(addresses)) throw new Failed('it tells no addresses');
    const primary = addresses.map((one) => Object(one) as Readonly<Record<string, unknown>>).find((one) => one['primary'] === true);
    return primary?.['verified'] === true && typeof primary['email'] === 'string' ? primary['email'] : null;
  }

  /** @throws Failed where something else answers */
  async examine(): Promise<void> {
    const answer = await this.web.fetch(`${this.address}/meta`, { method: 'GET', headers: HEADERS });
    if (!answer.headers.has(ITS_OWN)) throw new Failed(`${this.address} is no API of GitHub`);
  }

  private async ask(path: string, token: string): Promise<unknown> {
    const answer = await this.web.fetch(`${this.address}${path}`, {
      method: 'GET',
      headers: { ...HEADERS, authorization: `Bearer ${token}` },
    });
    if (answer.ok) return answer.json().catch(() => null);
    const [page = ''] = path.split('?');
    throw new Failed(
      `${page} of its API answered ${answer.status}${answer.status === 401 ? '' : ': the scopes are read:user and user:email'}`,
    );
  }
}

/** github.com and the Enterprise Cloud have a host for it, the Enterprise Server a path. */
function apiOf({ origin, protocol, host }: URL): string {
  return host === 'github.com' || host.endsWith('.ghe.com') ? `${protocol}//api.${host}` : `${origin}/api/v3`;
}
