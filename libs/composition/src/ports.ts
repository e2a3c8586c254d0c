import { ACCOUNTS_PORTS } from '@castellan/accounts';
import type { Replacements } from '@castellan/common';
import { DATA_PORTS } from '@castellan/data';
import { NOTIFICATIONS_PORTS } from '@castellan/notifications';
import { PROFILES_PORTS } from '@castellan/profiles';

/** Every part that a host may replace, by its name. */
export const CASTELLAN_PORTS = { ...DATA_PORTS, ...NOTIFICATIONS_PORTS, ...PROFILES_PORTS, ...ACCOUNTS_PORTS } as const;

/** What a host puts in the place of the product's own parts: of each an object, a class or a factory, or nothing. */
export type CastellanPorts = Replacements<typeof CASTELLAN_PORTS>;
