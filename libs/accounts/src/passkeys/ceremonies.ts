import type { Caller } from '@castellan/access';
import type { Ceremony } from '@castellan/passkeys';

/** A new passkey is made on the session that asked for it, and on no other. */
export const registrationOf = ({ userId, sessionId }: Caller): Ceremony => ({ purpose: 'registration', userId, boundTo: sessionId });

/** A signed-in user proves anew who they are: also to turn two-step sign-in on or off. */
export const reproofOf = ({ userId, sessionId }: Caller): Ceremony => ({ purpose: 'reauthentication', userId, boundTo: sessionId });

/** @param waiting where the sign-in lies that waits (`PendingSignIns.keyOf`) */
export const secondStepOf = (userId: string, waiting: string): Ceremony => ({ purpose: 'second_factor', userId, boundTo: waiting });

/** As `secondStepOf`, at the panel, whose answers come from its own origin. */
export const panelStepOf = (userId: string, waiting: string): Ceremony => ({ purpose: 'panel', userId, boundTo: waiting });
