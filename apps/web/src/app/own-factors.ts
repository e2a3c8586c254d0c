import { orThrow } from '@castellan/client';
import { api } from './client.js';
import { useLoaded, type Loaded } from './loaded.js';
import { hasPasskeys } from './passkeys.js';

const ask = () => orThrow(api.GET('/api/auth/2fa'));
type OwnFactors = Awaited<ReturnType<typeof ask>>;

/** What who is signed in can answer a proof with; asked for anew with each `version`. */
export const useOwnFactors = (version?: number): Loaded<OwnFactors> => useLoaded(ask, version);

/** Whether a passkey can be asked for here. */
export const mayAskPasskey = ({ methods }: OwnFactors): boolean => hasPasskeys && methods.includes('passkey');
