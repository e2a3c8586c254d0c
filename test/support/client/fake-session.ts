import { createCastellan, orThrow, TokensInMemory, type Castellan, type CastellanOptions } from '@castellan/client';
import { FakeService } from './fake-service.js';

export const ADA = { email: 'ada@example.com', password: 'violet kettle on the moor' };
export const me = ({ api }: Castellan) => api.GET('/api/auth/me');
export const signIn = ({ api }: Castellan) => api.POST('/api/auth/login', { body: ADA });

/** Until all that goes on waits for an answer. */
export async function aWhile(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A client of a fake service, with all that is to be seen of it. */
export function started(transport: 'cookie' | 'bearer', options: Partial<CastellanOptions> = {}) {
  const service = new FakeService(transport);
  const ends: (string | null)[] = [];
  const onSessionOver = (reason: string | null): void => void ends.push(reason);
  const [jar, tokens] = [{ generation: 1 }, new TokensInMemory()];
  const castellan = createCastellan({
    baseUrl: service.base,
    transport,
    tokens,
    fetch: service.browser(jar),
    locks: null,
    onSessionOver,
    ...options,
  });
  /** Whose tokens this client has, as a generation. */
  const has = (): number => (transport === 'cookie' ? jar.generation : Number(tokens.read().tokens?.access.split('-')[1] ?? 0));
  return { service, castellan, ends, has };
}

/** Signed in, and the access has expired since. */
export async function expired(transport: 'cookie' | 'bearer', options: Partial<CastellanOptions> = {}) {
  const all = started(transport, options);
  await orThrow(signIn(all.castellan));
  all.service.expire();
  return all;
}
