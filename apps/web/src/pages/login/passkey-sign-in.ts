import { orThrow } from '@castellan/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAct, type Act } from '../../app/act.js';
import { api } from '../../app/client.js';
import { ceremonies, hasPasskeys, withPasskey } from '../../app/passkeys.js';
import { goOn } from '../../app/sign-in.js';
import type { Assertion } from '../../passkeys/ceremonies.js';
import { offeredInField } from './offered-in-field.js';

const ask = () => orThrow(api.POST('/api/auth/passkeys/login/options'));

/** In with a passkey: picked where the browser fills in names, or asked for by a button. @param isOut whether anybody is to sign in */
export function usePasskeySignIn(isOut: boolean): { readonly act: Act; readonly byButton: () => Promise<void> } {
  const act = useAct();
  const [round, begin] = useState(0);
  const inField = useRef<AbortController | null>(null);
  useEffect(() => {
    if (!isOut || !hasPasskeys) return;
    const leaving = new AbortController();
    inField.current = leaving;
    offeredInField(ask, leaving.signal).then(
      (picked) => picked && act.run(() => byPick(picked.asked, picked.credential).catch(again)),
      () => undefined, // the button says what is the matter
    );
    return () => leaving.abort();
  }, [isOut, round]);
  /** The question in the field is over, or was given up: whoever did not get in by it is offered the rest. */
  const again = (error: unknown): never => {
    begin((known) => known + 1);
    throw error;
  };
  const byButton = (): Promise<void> => {
    inField.current?.abort(); // also while it is on its way: it would take the place of this one
    return byAsking().catch(again);
  };
  return { act, byButton };
}

async function byAsking(): Promise<void> {
  const { options, state } = await ask();
  await withPasskey(options, (credential) => enter(state, credential));
}

async function byPick({ options, state }: Awaited<ReturnType<typeof ask>>, credential: Assertion): Promise<void> {
  const { forgetWhereUnknown } = await ceremonies();
  await forgetWhereUnknown(options.rpId, credential.id, enter(state, credential));
}

async function enter(state: string, credential: Assertion): Promise<void> {
  await goOn(await orThrow(api.POST('/api/auth/passkeys/login', { body: { state, credential } })));
}
