import { SessionEnded } from '@castellan/access';
import type { EndReason } from './session.types.js';

/** 401 `session_ended` with its reason from the closed list. */
export function sessionEnded(reason: EndReason): SessionEnded {
  return new SessionEnded({ reason });
}
