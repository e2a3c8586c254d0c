import { ACCOUNTS_DEFAULTS } from '@castellan/accounts';
import { basePathOf } from '@castellan/common';
import type { Messages } from '@castellan/branding';
import type { ProviderName } from '@castellan/federation';
import { allowedOrigins } from '../csrf/allowed-origins.js';
import type { RestOptions } from '../rest-options.js';
import { homeOf } from './home.js';

const DAY_MS = 24 * 3_600_000;

/** What the pages are told with the shell, besides what an answer of the API says; `apps/web/src/app/boot.ts` reads it. */
export interface Boot {
  /** The path of `PUBLIC_URL`. */
  readonly base: string;
  readonly language: string;
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  readonly messagesUrl: string;
  readonly brand: {
    readonly name: string;
    readonly logo: string | null;
    readonly supportEmail: string | null;
    readonly termsUrl: string | null;
    readonly privacyUrl: string | null;
  };
  /** For whoever develops: where else there is something to see. */
  readonly ways: { readonly docs: string | null; readonly inbox: string | null; readonly panel: string | null } | null;
  /** Whether people sign in by these pages, and not by somebody else's that mails lead back from. */
  readonly signIn: boolean;
  /** Where the product's name leads; null: nowhere. */
  readonly home: string | null;
  /** Whether codes go to phones. */
  readonly sms: boolean;
  /** Whether passkeys are of use on these pages. */
  readonly passkeys: boolean;
  /** Where else people may sign in from, in the order of the configuration. */
  readonly providers: readonly ProviderName[];
  /** How long a closed account waits to be erased. */
  readonly erasureDays: number;
  /** Where `next` may lead besides the own origin. */
  readonly origins: readonly string[];
  /** Whether the browser has cookies of a session: without them nothing needs to be asked. */
  readonly hasSession: boolean;
  /** Whether it has one of a sign-in by a provider that waits for its second factor. */
  readonly hasPending: boolean;
}

/** What a shell is told of the browser that asks for it. */
export type Seen = Pick<Boot, 'hasSession' | 'hasPending'>;

/** What is alike in every shell. @param logo its address */
export function bootOf(
  options: RestOptions,
  logo: string | null,
  providers: readonly ProviderName[],
): Omit<Boot, 'language' | 'messagesUrl' | keyof Seen> {
  const { brand, messages, pages, sms, passkeysOnPages: passkeys } = options;
  const { name, supportEmail, termsUrl, privacyUrl } = brand;
  return {
    base: basePathOf(options.publicUrl),
    languages: languagesOf(messages),
    brand: { name, logo, supportEmail, termsUrl, privacyUrl },
    ways: waysOf(options),
    signIn: pages,
    home: homeOf(options),
    sms,
    passkeys,
    providers: providers.map(({ id, name }) => ({ id, name })),
    erasureDays: Math.ceil((options.erasureDelayMs ?? ACCOUNTS_DEFAULTS.erasureDelayMs) / DAY_MS),
    origins: [...allowedOrigins(options)].filter((origin) => /^https?:/.test(origin)),
  };
}

/** Each by its own name, as whoever looks for it reads it. */
function languagesOf({ languages }: Messages): Boot['languages'] {
  return languages.map((code) => ({ code, name: new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code }));
}

function waysOf({ publicUrl, docs, inbox, panelUrl }: RestOptions): Boot['ways'] {
  if (!inbox) return null;
  const base = basePathOf(publicUrl);
  return { docs: docs ? `${base}/docs` : null, inbox: `${base}/dev/inbox`, panel: panelUrl };
}

/** As the content of a script element, which ends at `</script` and nowhere else (OWASP XSS prevention, rule 3.1). */
export function inScript(value: object): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
