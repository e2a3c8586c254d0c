/** What a message says that its body is, without parameters and in small letters; nothing: an empty text. */
export function mediaTypeOf({ headers }: Request | Response): string {
  return headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
}
