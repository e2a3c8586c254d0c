import { orThrow } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
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
  const [round, offerAgain] = useState(0);
  useEffect(() => {
    if (!isOut || !hasPasskeys) return;
    const leaving = new AbortController();
    offeredInField(ask, leaving.signal).then(
      (picked) => picked && act.run(() => byPick(picked.asked, picked.credential)),
      () => undefined, // the button says what is the matter
    );
    return () => leaving.abort();
  }, [isOut, round]);
  const byButton = async (): Promise<void> => {
    try {
      const { options, state } = await ask();
      await withPasskey(options, (credential) => enter(state, credential));
    } catch (error) {
      offerAgain((known) => known + 1); // the question in the field was given up for this one
      throw error;
    }
  };
  return { act, byButton };
}

async function byPick({ options, state }: Awaited<ReturnType<typeof ask>>, credential: Assertion): Promise<void> {
  const { forgetWhereUnknown } = await ceremonies();
  await forgetWhereUnknown(options.rpId, credential.id, enter(state, credential));
}

async function enter(state: string, credential: Assertion): Promise<void> {
  await goOn(await orThrow(api.POST('/api/auth/passkeys/login', { body: { state, credential } })));
}
