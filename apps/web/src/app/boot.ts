/** What the service tells the pages with the shell: `libs/rest/src/pages/boot.ts` writes it. */
export interface Boot {
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
  readonly ways: { readonly docs: string | null; readonly inbox: string | null; readonly panel: string | null } | null;
  readonly signIn: boolean;
  /** Where the product's name leads: `/`, or the app of somebody else where people sign in there; null: nowhere. */
  readonly home: string | null;
  readonly sms: boolean;
  /** Whether passkeys are made for the domain of this page. */
  readonly passkeys: boolean;
  /** Where else people may sign in from, in the order in which they see them. */
  readonly providers: readonly { readonly id: string; readonly name: string }[];
  /** How long a closed account waits to be erased. */
  readonly erasureDays: number;
  readonly origins: readonly string[];
  readonly hasSession: boolean;
  /** Whether a sign-in by a provider waits here for its second factor. */
  readonly hasPending: boolean;
}

/** @throws Error where the page is no shell of the service */
function read(): Boot {
  const text = document.getElementById('boot')?.textContent;
  if (!text) throw new Error('The shell says nothing to the pages.');
  return JSON.parse(text) as Boot; // the service wrote it, with this build
}

export const boot: Boot = read();

/**
 * The address of this page below the path of the service, where the browser has left that out: the service answers there, too, since a
 * proxy may take the path off (docs/decisions/0136-below-a-path.md). Null where all is well.
 */
export const addressBelowBase: string | null = isBelow(boot.base) ? null : boot.base + location.pathname + location.search;

function isBelow(base: string): boolean {
  return base === '' || location.pathname === base || location.pathname.startsWith(`${base}/`);
}

/** The address of a page of ours, such as `/login`, as browsers need it. */
export const href = (path: string): string => boot.base + path;
