/**
 * The address as the router is asked for it. Some proxies hand the path on whole, others without the panel's prefix: here every request
 * has it. What cannot be decoded is taken letter by letter, so that it comes to the door like everything else.
 * @param prefix such as `/castellan`, or nothing
 */
export function routedUrl(prefix: string, url: string): string {
  const whole = isBelow(prefix, url) ? url : prefix + url;
  return isDecodable(whole) ? whole : whole.replaceAll('%', '%25');
}

/** Whether the path of an address is written as RFC 3986 §2.1 wants it. */
export function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

const isBelow = (prefix: string, url: string): boolean => url.startsWith(prefix) && ['/', '?', undefined].includes(url[prefix.length]);
