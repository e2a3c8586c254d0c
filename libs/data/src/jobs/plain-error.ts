const MAX_LENGTH = 200;

/** What a failure may repeat of the work itself: addresses, links with tokens in them, numbers, anything long that nobody would pronounce. */
const SECRETS = /[^\s<>"']+@[^\s<>"']+|https?:\/\/[^\s<>"']+|\+?\d[\d ]{4,}\d|[\w+/=~.-]{24,}/g;

/** The first line of what went wrong, without what could name a person or open something. @internal */
export function plainError(message: string): string {
  const [line = ''] = message.trim().split(/[\r\n]/);
  return line.replace(SECRETS, '…').slice(0, MAX_LENGTH);
}
