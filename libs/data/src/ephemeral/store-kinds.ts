import { Unavailable } from '@castellan/common';

/** The rules of one kind of key. */
interface StoreKindRules {
  /** What its keys begin with. */
  readonly prefix: string;
  /** Keys that may live at once in memory: no flood of one kind takes the room of another. */
  readonly quota: number;
  /** `sealed`: values that decide something or say something of somebody. `counted`: numbers and places that the store itself changes. */
  readonly holds: 'sealed' | 'counted';
}

/**
 * Every kind of key there is, in memory and on Redis alike. Who may fill it stands beside it: a quota is many times what honest use of one
 * process needs, and together they are some 200 MB.
 */
export const STORE_KINDS = {
  /** Failure budgets: anybody, one for each name that is tried. */
  budget: { prefix: 'budget:', quota: 200_000, holds: 'counted' },
  /** Limits of routes by client: anybody, one for each network. */
  limit: { prefix: 'limit:', quota: 200_000, holds: 'counted' },
  /** The same at the panel's door. */
  panel: { prefix: 'panel:', quota: 20_000, holds: 'counted' },
  /** Requests for codes: anybody, two for each identifier. */
  otp: { prefix: 'otp:', quota: 100_000, holds: 'counted' },
  /** Where somebody came from who has asked for a code: anybody. */
  otp_source: { prefix: 'otp-source:', quota: 50_000, holds: 'sealed' },
  /** Mails that strangers cause: anybody, three for each mailbox. */
  mail_cap: { prefix: 'mail:cap:', quota: 100_000, holds: 'counted' },
  /** Which mail went out: whatever causes mails. */
  mail_run: { prefix: 'mail:run:', quota: 100_000, holds: 'sealed' },
  /** Whether SMS is stopped. */
  sms_stopped: { prefix: 'sms:stopped', quota: 10, holds: 'sealed' },
  /** SMS by number, network, hour and day: anybody. */
  sms: { prefix: 'sms:', quota: 50_000, holds: 'counted' },
  /** Sign-ins that wait for a second factor: who has proven the first. */
  pending_sign_in: { prefix: 'pending-sign-in:', quota: 50_000, holds: 'sealed' },
  pending_panel_sign_in: { prefix: 'pending-panel-sign-in:', quota: 5_000, holds: 'sealed' },
  /** Challenges of passkeys at a sign-in, of which every look at the page makes one: anybody. */
  passkey_sign_in: { prefix: 'passkey-sign-in:', quota: 100_000, holds: 'sealed' },
  /** Those of one user: who is signed in, or has proven the first factor. */
  passkey_challenge: { prefix: 'passkey-challenge:', quota: 50_000, holds: 'sealed' },
  /** People who were sent to a provider, and what came back from one: anybody. */
  provider_state: { prefix: 'provider-state:', quota: 100_000, holds: 'sealed' },
  /** What an app gets its session for: who came back from a provider. */
  handed_code: { prefix: 'handed-code:', quota: 20_000, holds: 'sealed' },
  /** Notices that go out once in a while: who has proven the first factor. */
  notice: { prefix: 'notice:', quota: 50_000, holds: 'counted' },
  /** Numbers that wait for their proof, and how often one was asked for: signed-in users. */
  phone_change: { prefix: 'phone-change:', quota: 20_000, holds: 'sealed' },
  phone_requests: { prefix: 'phone-requests:', quota: 20_000, holds: 'counted' },
  /** Figures of the panel's first page. */
  panel_figures: { prefix: 'panel-figures:', quota: 1_000, holds: 'sealed' },
  /** For Nest teams that keep something of their own: values, and counters. */
  app: { prefix: 'app:', quota: 50_000, holds: 'sealed' },
  app_count: { prefix: 'app-count:', quota: 50_000, holds: 'counted' },
} as const satisfies Readonly<Record<string, StoreKindRules>>;

/** A kind of keys in `EphemeralStore`: each has a quota of its own, so that a flood of one leaves room for the others. @internal */
export type StoreKind = keyof typeof STORE_KINDS;

/** The longest prefix decides: one may begin with another. */
const BY_PREFIX = (Object.keys(STORE_KINDS) as StoreKind[]).sort(
  (one, other) => STORE_KINDS[other].prefix.length - STORE_KINDS[one].prefix.length,
);

/** @throws TypeError for a key of no kind */
export function kindOf(key: string): StoreKind {
  const kind = BY_PREFIX.find((candidate) => key.startsWith(STORE_KINDS[candidate].prefix));
  if (!kind) throw new TypeError('No kind of key begins like this one: name it in STORE_KINDS, or begin it with `app:` or `app-count:`.');
  return kind;
}

/** No more keys of this kind have room: whoever guards something by them refuses, as when the store is away. */
export class StoreFull extends Unavailable {
  constructor(readonly storeKind: StoreKind) {
    super();
  }
}
