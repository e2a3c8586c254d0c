import { APPLES, inCapitals, OTHERS, PROVIDER_SETTINGS } from './providers.js';

/** What somebody set in vain. */
interface Stray {
  /** Of a provider that is listed, by a name that none of its settings has. */
  readonly misspelt: readonly string[];
  /** A setting of a provider that is not listed. */
  readonly unlisted: readonly { readonly name: string; readonly id: string }[];
}

/** As in `PROVIDER_ACME_CLIENT_ID`. */
const SUFFIXES = Object.keys(PROVIDER_SETTINGS).map((name) => name.replace('PROVIDER_{ID}', ''));

/** @param names that begin with `PROVIDER_`; what resembles no setting is somebody else's, and left alone @param ids which are listed */
export function strayIn(names: readonly string[], ids: readonly string[]): Stray {
  const known = new Set(ids.flatMap(variablesOf));
  const strays = names.filter((name) => !known.has(name));
  const misspelt = strays.filter((name) => ids.some((id) => name.startsWith(`PROVIDER_${inCapitals(id)}_`)));
  return { misspelt, unlisted: strays.filter((name) => !misspelt.includes(name)).flatMap(unlistedBy) };
}

function variablesOf(id: string): readonly string[] {
  const none: readonly string[] = id === 'apple' ? OTHERS : APPLES;
  const names = Object.keys(PROVIDER_SETTINGS).filter((name) => !none.includes(name));
  return names.map((name) => name.replace('{ID}', inCapitals(id)));
}

function unlistedBy(name: string): Stray['unlisted'] {
  const suffix = SUFFIXES.find((candidate) => name.endsWith(candidate));
  const id = suffix && name.slice('PROVIDER_'.length, -suffix.length).toLowerCase().replaceAll('_', '-');
  return id ? [{ name, id }] : [];
}
