import { createCastellan } from '@castellan/client';
import type { EndReason } from '@castellan/client';
import { boot } from './boot.js';

type Listener = (reason: EndReason | null) => void;
const listeners = new Set<Listener>();

/** Hears when the session turns out to be over, and why. */
export const onSessionOver = (listener: Listener): void => void listeners.add(listener);

/** The one client of all pages: they use the public API, with cookies, and nothing else. */
export const castellan = createCastellan({
  baseUrl: boot.base,
  transport: 'cookie',
  language: boot.language,
  onSessionOver: (reason) => listeners.forEach((listener) => listener(reason)),
});

export const { api } = castellan;
