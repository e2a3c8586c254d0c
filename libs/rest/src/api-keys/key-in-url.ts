import { ApiKeyInUrl, keyWithin } from '@castellan/api-keys';
import type { FastifyRequest } from 'fastify';
import '../client-address/request-augmentation.js';

/** What is written twice over is read by something on the way, too. */
const TIMES = 2;

/** The refusal of a request whose URL has an API key in it, in whatever spelling; undefined of every other. */
export type KeyInUrl = (request: Pick<FastifyRequest, 'url' | 'clientAddress'>) => ApiKeyInUrl | undefined;

/** @param count called for each @param tell called for each whose sum is right: whether there is such a key it finds out by itself */
export function keyInUrlRefusal(count: () => void, tell: (id: string, clientAddress: string) => void): KeyInUrl {
  return (request) => {
    const found = keyInUrl(request.url);
    if (!found) return undefined;
    count();
    if (found.isWhole) tell(found.id, request.clientAddress);
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
