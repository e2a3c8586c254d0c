import { FailedRequest } from '@castellan/outbound';

/** The person said no, or was refused there. */
export class Denied extends Error {
  override readonly name = Denied.name;
}

/** What a provider did proves nothing. The reason is for operators, and in our words: no text of a provider, no token, no code, no address. */
export { FailedRequest as Failed };
