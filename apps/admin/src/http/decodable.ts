/** The address, or letter by letter what cannot be decoded, so that it comes to the door like everything else. */
export const decodable = (url: string): string => (isDecodable(url) ? url : url.replaceAll('%', '%25'));

/** Whether the path of an address is written as RFC 3986 §2.1 wants it. */
export function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
