import type { Visit } from '@castellan/accounts';
import { allowedOrigins } from '../csrf/allowed-origins.js';
import type { RestOptions } from '../rest-options.js';
import { withParameters } from './redirect-uris.js';
import { safeNext } from './safe-next.js';

type Where = Pick<RestOptions, 'publicUrl' | 'frontendUrl' | 'frontendOrigins' | 'pages'>;

/** Where people are sent to and fro: to our pages, or to those of the front end that stands in their place. */
export class Places {
  /** Without a trailing slash. */
  private readonly pages: string;
  private readonly origins: readonly string[];
  private readonly callbacks: string;

  constructor(options: Where) {
    this.pages = options.pages ? options.publicUrl : options.frontendUrl;
    this.origins = [...allowedOrigins(options)];
    this.callbacks = `${options.publicUrl}/api/auth/with`;
  }

  /** Whoever has signed in, and was on the way to nowhere. */
  get home(): string {
    return `${this.pages}/`;
  }

  get security(): string {
    return `${this.pages}/security`;
  }

  /** Null where we lead nobody. */
  judged(next: string | null | undefined): string | null {
    return safeNext(next, { origin: new URL(this.pages).origin, origins: this.origins });
  }

  secondFactor({ next }: Pick<Visit, 'next'>): string {
    return this.onTheWay('/login/second-factor', {}, next);
  }

  /** Of a browser; null: nobody knows for what it came. */
  refused(visit: Pick<Visit, 'next' | 'caller'> | null, error: string): string {
    if (visit?.caller) return withParameters(this.security, { error });
    return this.onTheWay('/login', { error }, visit?.next ?? this.home);
  }

  /** Where a provider sends people back to. */
  callback(provider: string, state: string): string {
    return withParameters(`${this.callbacks}/${provider}/callback/`, { state });
  }

  /** Where the system browser of an app begins to link. */
  ticket(provider: string, ticket: string): string {
    return withParameters(`${this.callbacks}/${provider}/`, { ticket });
  }

  private onTheWay(path: string, parameters: Readonly<Record<string, string>>, next: string): string {
    const all = next === this.home ? parameters : { ...parameters, next: this.asWritten(next) };
    return Object.keys(all).length > 0 ? withParameters(this.pages + path, all) : this.pages + path;
  }

  /** A path, where it is at the pages' own origin: that is how they write it themselves. */
  private asWritten(next: string): string {
    const { origin } = new URL(this.pages);
    return next.startsWith(`${origin}/`) ? next.slice(origin.length) : next;
  }
}
