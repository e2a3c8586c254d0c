import type { Act } from '../app/act.js';
import { FailureNotice } from './failure-notice.js';

/** Why an act did not work. */
export function Failed({ of: { failure, forget } }: { readonly of: Act }) {
  return failure && <FailureNotice failure={failure} told={[]} onOver={forget} />;
}
