import type { Configuration } from '@castellan/config';

/** Whether browsers offer our passkeys at the panel: its host is the RP id or below it (WebAuthn level 3, §5.1.4.1 step 8). */
export function hasPasskeys({ panel: { url }, passkeys: { rpId, areUsable } }: Pick<Configuration, 'panel' | 'passkeys'>): boolean {
  const host = url === null ? 'localhost' : new URL(url).hostname;
  return areUsable && (host === rpId || host.endsWith(`.${rpId}`));
}
