import { domainToUnicode } from 'node:url';

const MAX_PART_LENGTH = 60;
/** Blanks and underscores divide words. What cannot be seen, or turns the direction of writing, would forge other lines of a list. */
const BETWEEN_WORDS = /[\p{C}\p{Z}\s_]+/gu;
const REGISTRATION_PATHS: ReadonlySet<string> = new Set(['register', 'signup', 'sign-up']);

/**
 * What operators read instead of a URL; the first rule that applies, docs/reference/contract.md#sources. `name` is what one of them called
 * it.
 * @internal
 */
export function displayName(url: string, name: string | null): string {
  const given = name?.trim();
  if (given) return given;
  if (!URL.canParse(url)) return cut(url);
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = hostname.toLowerCase().replace(/\.+$/, '');
  return campaignName(searchParams) ?? placeName(host, pathname.toLowerCase()) ?? cut(hostName(host) + (port && `:${port}`) || url);
}

/** `utm_source=facebook&utm_campaign=spring`: "Facebook - Spring Campaign". */
function campaignName(parameters: URLSearchParams): string | null {
  const source = titled(parameterOf(parameters, 'utm_source'));
  const campaign = titled(parameterOf(parameters, 'utm_campaign'));
  if (source === '' || campaign === '') return source || null;
  return `${source} - ${/\bcampaign$/i.test(campaign) ? campaign : `${campaign} Campaign`}`;
}

function placeName(host: string, path: string): string | null {
  if (host.split('.').slice(0, -1).includes('dashboard') || path.startsWith('/dashboard')) return 'Dashboard';
  return REGISTRATION_PATHS.has(path.split('/')[1] ?? '') ? 'Website Registration' : null;
}

/** Without `www.`; other scripts as people read them. The URL beside the name stays in ASCII and unmasks look-alikes. */
function hostName(host: string): string {
  return (domainToUnicode(host) || host).replace(/^www\.(?=[^.]+\.)/, '');
}

/** The first that is not empty, whatever the case of its name. */
function parameterOf(parameters: URLSearchParams, name: string): string {
  return [...parameters].find(([key, value]) => key.toLowerCase() === name && value.trim() !== '')?.[1] ?? '';
}

function titled(text: string): string {
  return cut(
    text
      .replace(BETWEEN_WORDS, ' ')
      .trim()
      .replace(/(?<![^ ])\p{Ll}/gu, (letter) => letter.toUpperCase()),
  );
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > MAX_PART_LENGTH ? `${characters.slice(0, MAX_PART_LENGTH - 1).join('')}…` : text;
}
