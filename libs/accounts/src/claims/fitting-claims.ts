import type { ExtraClaims, Transport } from '@castellan/access';

/** More than so many permissions, or groups, are left out. */
export const MOST_NAMES = 100;

/**
 * Bytes of JSON that all claims besides the token's own may have. With those, in base64 and signed, a cookie stays below the 4 096 bytes
 * that browsers keep (RFC 6265 §6.1), and a header below what `TokenVerifier` reads.
 */
const ROOM: Readonly<Record<Transport, number>> = { cookie: 2_200, bearer: 5_000 };

/** What may be left out, whatever is longest in practice first; `{name}_omitted` then says so. */
const OMITTABLE = ['permissions', 'groups', 'name'] as const;

const OMITTED = '_omitted';

/** Ours and the host's as they fit; of one name ours says what is so. What is left out is never cut short: half a list would be a lie. */
export function fittingClaims(host: ExtraClaims, ours: ExtraClaims, transport: Transport): ExtraClaims {
  const marks = new Set(Object.keys(ours).map((name) => `${name}${OMITTED}`));
  let claims: ExtraClaims = { ...Object.fromEntries(Object.entries(host).filter(([name]) => !marks.has(name))), ...ours };
  for (const name of OMITTABLE) {
    if (!Object.hasOwn(ours, name)) continue;
    if (isTooMany(ours[name]) || sizeOf(claims) > ROOM[transport]) claims = without(name, claims);
  }
  return claims;
}

function without(name: string, { [name]: _left, ...rest }: ExtraClaims): ExtraClaims {
  return { ...rest, [`${name}${OMITTED}`]: true };
}

const isTooMany = (value: unknown): boolean => Array.isArray(value) && value.length > MOST_NAMES;

const sizeOf = (claims: ExtraClaims): number => Buffer.byteLength(JSON.stringify(claims));
