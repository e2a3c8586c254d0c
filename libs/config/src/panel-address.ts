import type { PanelConfiguration } from './configuration.js';
import { settings } from './settings.js';
import { confidential, isSecure, parseBaseUrl } from './urls.js';
import { taking, Unreadable } from './parse.js';
import type { Variables } from './variables.js';

const SEGMENT = /^[a-z\d](?:[\w.~-]*\w)?$/i;
/** What the panel's own addresses begin with: below such a path nobody could tell them from the path itself. */
const OWN = ['api', 'assets', 'avatars', 'export', 'frontend', 'healthz', 'resources', 'sign-in', 'sign-out'];

const parsePanelUrl = taking('a URL', (text) => {
  const url = parseBaseUrl(text);
  const [, ...segments] = url.slice(new URL(url).origin.length).split('/');
  if (!segments.every((segment) => SEGMENT.test(segment))) throw new Unreadable('may hold letters, digits and . _ ~ - in its path only');
  const [first = ''] = segments;
  if (OWN.includes(first.toLowerCase())) throw new Unreadable(`must not begin its path with /${first}, which the panel uses itself`);
  return url;
});

export const PANEL_SETTINGS = settings({
  ADMIN_URL: {
    defaultInWords: '`http://localhost:$ADMIN_PORT`',
    as: confidential(parsePanelUrl),
    example: 'https://ops.example.com/castellan',
    meaning: 'where operators reach [the panel](panel.md), with its path behind a proxy. https, but for localhost',
  },
});

/** Reads where operators reach the panel. @param publicUrl tells http from https where `ADMIN_URL` is not set */
export function readPanel(variables: Variables, publicUrl: string): PanelConfiguration {
  const url = variables.read(PANEL_SETTINGS.ADMIN_URL, null);
  return { url, path: url === null ? '' : url.slice(new URL(url).origin.length), secure: isSecure(url ?? publicUrl) };
}
