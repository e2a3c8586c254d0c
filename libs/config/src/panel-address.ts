import { basePathOf } from '@castellan/common';
import type { PanelConfiguration } from './configuration.js';
import { settings } from './settings.js';
import { confidential, isSecure, parsePrefixed } from './urls.js';
import type { Variables } from './variables.js';

/** What the panel's own addresses begin with: below such a path nobody could tell them from the path itself. */
const OWN = ['api', 'assets', 'avatars', 'export', 'frontend', 'healthz', 'readyz', 'resources', 'sign-in', 'sign-out'];

export const PANEL_SETTINGS = settings({
  ADMIN_URL: {
    defaultInWords: '`http://localhost:$ADMIN_PORT`',
    as: confidential(parsePrefixed(OWN)),
    example: 'https://ops.example.com/castellan',
    meaning: 'where operators reach [the panel](panel.md), with its path behind a proxy. https, but for localhost',
  },
});

/** Reads where operators reach the panel. @param publicUrl of the API: tells http from https where `ADMIN_URL` is not set */
export function readPanel(variables: Variables, publicUrl: string): PanelConfiguration {
  const url = variables.read(PANEL_SETTINGS.ADMIN_URL, null);
  if (url === publicUrl) variables.refuse('ADMIN_URL', 'is the PUBLIC_URL too: there is the API', PANEL_SETTINGS.ADMIN_URL.example);
  return { url, path: url === null ? '' : basePathOf(url), secure: isSecure(url ?? publicUrl) };
}
