import { ApiKeyInUrl, keyWithin } from '@castellan/api-keys';
import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Keys that are told; whoever makes up more of them finds no more lines. */
const MAX_TOLD = 20;
const HOUR_MS = 3_600_000;
/** What is written twice over is read by something on the way, too. */
const TIMES = 2;

/** The refusal of a request whose URL has an API key in it, in whatever spelling; undefined of every other. */
export type KeyInUrl = (request: Pick<FastifyRequest, 'url'>) => ApiKeyInUrl | undefined;

/** @param count called for each @param now in ms, of any clock that is never set */
export function keyInUrlRefusal(count: () => void, now: () => number = () => performance.now()): KeyInUrl {
  const logger = new Logger('ApiKeysInUrls');
  const told = new Map<string, number>();
  const tell = (id: string): void => {
    for (const [known, at] of told) if (now() - at > HOUR_MS) told.delete(known);
    if (told.has(id) || told.size >= MAX_TOLD) return;
    told.set(id, now());
    logger.warn(`The API key ${id} came in a URL, which proxies and logs keep. Revoke it: castellan keys api revoke ${id}`);
  };
  return ({ url }) => {
    const found = keyInUrl(url);
    if (!found) return undefined;
    count();
    if (found.isWhole) tell(found.id); // what is only like one is not worth a line
    return new ApiKeyInUrl();
  };
}

function keyInUrl(url: string): ReturnType<typeof keyWithin> {
  let text = url;
  for (let time = 0; time <= TIMES; time += 1) {
    const found = text.includes('ck_') ? keyWithin(text) : null;
    if (found || !text.includes('%')) return found;
    text = decoded(text);
  }
  return null;
}

/** Each sign by itself, so that a sequence that means nothing hides none of the others. Keys are ASCII. */
function decoded(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
