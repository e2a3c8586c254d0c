import type { User } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../app/client.js';

/**
 * Whether the policy lets this session do nothing but set up a second factor; null until that is known. No field says so: the refusal
 * does (docs/reference/contract.md#second-factors).
 */
export function useMustEnrol({ two_factor_enabled: isProtected }: User): boolean | null {
  const [mustEnrol, setMustEnrol] = useState<boolean | null>(isProtected ? false : null);
  useEffect(() => {
    if (isProtected) setMustEnrol(false);
    else void isRefused().then(setMustEnrol);
  }, [isProtected]);
  return mustEnrol;
}

/** What cannot be asked for now is told by each part of the page. */
async function isRefused(): Promise<boolean> {
  const { error } = await api.GET('/api/auth/devices').catch(() => ({ error: undefined }));
  return error?.code === 'two_factor_setup_required';
}
