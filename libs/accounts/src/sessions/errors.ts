import type { EndReason } from '@castellan/access';
import { SessionEnded } from '@castellan/access';

/** 401 `session_ended` with its reason from the closed list. */
export function sessionEnded(reason: EndReason): SessionEnded {
  return new SessionEnded({ reason });
}
