/** What holds while the feed is cut off. */
export type WhenCut =
  /** Every token is refused with 503 until the feed is back. */
  | 'refuse'
  /** Tokens are taken by what is known for so long (`'60s'`, `'5m'`, or ms), and refused with 503 after. */
  | { readonly acceptFor: string | number };

/** How revocations are followed. */
export interface RevocationsOptions {
  /** An API key (`ck_…`) with the permission `revocations.view`. */
  readonly key: string;
  readonly whenCut: WhenCut;
  /** Where the feed is; `<issuer>/api/auth/revocations/`. Another address is believed as it is, also by http: the network is yours. */
  readonly url?: string;
}

const UNITS_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const DURATION = /^(\d{1,9})(ms|s|m|h)$/;

/** In ms; null for what is none. */
export function durationOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? value : null;
  const [, count, unit] = (typeof value === 'string' && DURATION.exec(value)) || [];
  const ms = count === undefined ? 0 : Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS]; // as the pattern has it
  return ms > 0 ? ms : null;
}

/** How long tokens are taken without the feed, in ms. */
export function acceptedForMs(whenCut: WhenCut): number {
  return whenCut === 'refuse' ? 0 : (durationOf(whenCut.acceptFor) ?? 0);
}

/** What is wrong with the option, in words; null: nothing. */
export function notRevocations(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return "is no object: { key: 'ck_…', whenCut: 'refuse' }";
  const { key, whenCut, url, ...others } = value as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return `has no member ${unknown}`;
  if (typeof key !== 'string' || !/^ck_[0-9A-Za-z_]+$/.test(key)) return 'has no API key in its member key';
  if (url !== undefined && (typeof url !== 'string' || !/^https?:/.test(url) || !URL.canParse(url)))
    return 'has no web address in its member url';
  return isWhenCut(whenCut) ? null : "says nothing of use in its member whenCut: 'refuse', or { acceptFor: '60s' }";
}

function isWhenCut(value: unknown): boolean {
  if (value === 'refuse') return true;
  return typeof value === 'object' && value !== null && durationOf((value as { readonly acceptFor?: unknown }).acceptFor) !== null;
}
