import type { EndReason } from '@castellan/access';
import { SessionIsOver } from '@castellan/access';

/** 401 `session_ended` with its reason from the closed list. */
export function sessionEnded(reason: EndReason): SessionIsOver {
  return new SessionIsOver({ reason });
}
