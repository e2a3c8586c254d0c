import { decodeBase64url } from '@castellan/common';

/** Where an event stands in the order of time. */
export interface EventPosition {
  /** Microseconds since the epoch, as text: they are beyond what a `Date` holds. */
  readonly micros: string;
  readonly id: string;
}

/** The page before a position in the list, newest first, is of newer events; the page after it of older ones. */
export interface EventCursor {
  readonly direction: 'older' | 'newer';
  readonly position: EventPosition;
}

const CURSOR = /^(older|newer)\.(\d{1,16})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const MAX_LENGTH = 100;

/** Opaque to clients. It is no secret and proves nothing: a query by it still asks whose the events are. */
export function writeCursor({ direction, position }: EventCursor): string {
  return Buffer.from(`${direction}.${position.micros}.${position.id}`).toString('base64url');
}

/** Null for anything that `writeCursor` has not written. */
export function readCursor(text: string): EventCursor | null {
  const written = text.length > MAX_LENGTH ? null : decodeBase64url(text);
  const [, direction, micros, id] = CURSOR.exec(written?.toString('latin1') ?? '') ?? [];
  if (!direction || !micros || !id) return null;
  return { direction: direction === 'newer' ? 'newer' : 'older', position: { micros, id } };
}
