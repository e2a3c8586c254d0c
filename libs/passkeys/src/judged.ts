import { InvalidPasskey } from './errors.js';

/**
 * What the library says of an answer: it throws for most of what is wrong with one, and for some of it an error of whatever its parser
 * tripped over. @throws InvalidPasskey
 */
export async function judged<T extends { readonly verified: boolean }>(verify: () => Promise<T>): Promise<T & { readonly verified: true }> {
  const verdict = await verify().catch((cause: unknown) => {
    throw new InvalidPasskey({ cause });
  });
  if (!verdict.verified) throw new InvalidPasskey();
  return verdict as T & { readonly verified: true };
}
