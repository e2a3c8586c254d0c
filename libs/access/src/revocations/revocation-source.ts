import { readPage } from './followed-revocation.js';
import type { FollowedPage } from './followed-revocation.js';

/** The feed is asked to hold its answer for so long; shorter than what proxies put up with, and than a dead connection should go unnoticed. */
export const WAIT_S = 10;
/** What an answer may take besides. */
export const GRACE_MS = 5_000;
/** A thousand rows are a tenth of it. */
const MAX_BYTES = 2_000_000;

/** The feed of a Castellan, as it is asked. */
export class RevocationSource {
  private readonly url: URL;

  constructor(
    url: string,
    private readonly key: string,
  ) {
    this.url = new URL(url);
  }

  get host(): string {
    return this.url.host;
  }

  /**
   * What came after the cursor; null: the cursor is of no use. A redirect is not followed: it would take the key along.
   * @throws Error
   */
  async page(cursor: string | null, waitS: number, stop: AbortSignal): Promise<FollowedPage | null> {
    const url = new URL(this.url);
    url.searchParams.set('wait', String(waitS));
    if (cursor !== null) url.searchParams.set('after', cursor);
    const signal = AbortSignal.any([stop, AbortSignal.timeout(waitS * 1000 + GRACE_MS)]);
    const answer = await fetch(url, { headers: { authorization: `Bearer ${this.key}` }, redirect: 'error', signal });
    if (!answer.ok) throw new Error(`It answers ${answer.status}${await reasonOf(answer)}.`);
    return readPage(JSON.parse(await textOf(answer)));
  }
}

/** The stable code of a refusal: what its text says is somebody else's. */
async function reasonOf(answer: Response): Promise<string> {
  const code = await textOf(answer).then(
    (text) => /"code":"([a-z_]{1,40})"/.exec(text)?.[1],
    () => undefined,
  );
  return code === undefined ? '' : ` (${code})`;
}

/** @throws Error for more than there can be */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`The answer has more than ${MAX_BYTES} bytes.`); // leaving the loop ends the stream
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
