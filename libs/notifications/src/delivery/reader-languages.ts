/** Somebody who is written to. */
export interface Reader {
  /** An e-mail address, or a number in E.164. */
  readonly to: string;
  /** Whose message it is, where that is known. */
  readonly userId?: string;
}

/**
 * Knows what people like to read. Provide a class that extends it anywhere in the app: it is found at the start.
 *
 * Asked by the queue's worker when a message leaves, never while somebody waits: so neither time nor answer of a request tells who has an
 * account.
 * @internal
 */
export abstract class ReaderLanguages {
  /** A BCP 47 tag, as the reader chose it; null where they chose none, or nobody knows them. */
  abstract of(reader: Reader): Promise<string | null>;
}
